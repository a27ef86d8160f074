package carnet.consensus;

import carnet.consensus.block.Target;
import carnet.consensus.card.Domain;
import carnet.consensus.card.MemberCard;
import carnet.consensus.card.MemberRole;
import carnet.consensus.card.NodeCard;
import carnet.consensus.genesis.Genesis;
import carnet.consensus.policy.ChainParameters;
import carnet.consensus.policy.Policy;
import carnet.consensus.tx.Payload;
import carnet.consensus.tx.PutRecord;
import carnet.consensus.tx.RegisterMember;
import carnet.consensus.tx.Transaction;
import carnet.crypto.cid.Cid;
import carnet.crypto.hash.Hash;
import carnet.crypto.hash.Sha256;
import carnet.crypto.secret.SecretBytes;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.SigningKey;
import carnet.crypto.vault.SealingKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A network of fixed keys, one registrar and a target that every second hash meets, so that a block costs microseconds. */
public final class SmallNetwork {
    public static final long START_MILLIS = 1_700_000_000_000L;
    public static final long HOUR_MILLIS = 3_600_000;
    public static final Domain DOMAIN = new Domain("CN");
    public static final Target EASY = Target.ofMeanHashes(2);

    public final List<SigningKey> nodes;
    public final SigningKey registrar = key("registrar");
    public final Genesis genesis;
    public final Hash hash;
    private int transactions;

    private SmallNetwork(List<SigningKey> nodes, ChainParameters parameters) {
        this.nodes = nodes;
        List<NodeCard> cards = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            cards.add(NodeCard.sign(nodes.get(i), "node-" + i, "127.0.0.1:" + (7000 + i)));
        }
        List<MemberCard> registrars = List.of(card(registrar, MemberRole.REGISTRAR));
        Policy policy = new Policy(1, cards, registrars, List.of(), 0, parameters);
        this.genesis = new Genesis("small", START_MILLIS, policy);
        this.hash = genesis.hash();
    }

    /** A network with T = 500 ms, delta = 500 ms, periods of 4 blocks. */
    public static SmallNetwork of(int miners, int spacing) {
        return of(miners, parameters(spacing, 4));
    }

    public static SmallNetwork of(int miners, ChainParameters parameters) {
        List<SigningKey> keys = new ArrayList<>();
        for (int i = 0; i < miners; i++) {
            keys.add(key("node " + i));
        }
        return new SmallNetwork(keys, parameters);
    }

    public static ChainParameters parameters(int spacing, int seedPeriod) {
        return new ChainParameters(
                500, 500, seedPeriod, spacing, EASY, ChainParameters.MIN_BLOCK_BYTES, 20, 24 * HOUR_MILLIS, 100);
    }

    public static SigningKey key(String name) {
        return SigningKey.fromSeed(digest(name).bytes());
    }

    public static Hash digest(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }

    public static MemberCard card(SigningKey member, MemberRole role) {
        return MemberCard.sign(member, sealingKey(digest("sealing key of " + member.publicKey())), DOMAIN, role);
    }

    /** The X25519 public key of a scalar. */
    public static byte[] sealingKey(Hash scalar) {
        return SealingKey.of(SecretBytes.copyOf(scalar.bytes())).publicKey().bytes();
    }

    /** A record whose HashID and contents follow from its owner and number. */
    public static PutRecord record(SigningKey owner, int number) {
        String name = owner.publicKey() + " " + number;
        return new PutRecord(
                digest("hash id " + name),
                Cid.ofRaw(("payload " + name).getBytes(StandardCharsets.UTF_8)),
                Cid.ofRaw(("key box " + name).getBytes(StandardCharsets.UTF_8)),
                1,
                10,
                4,
                0);
    }

    public Policy policy() {
        return genesis.policy();
    }

    public ChainParameters parameters() {
        return policy().parameters();
    }

    /** The key of a listed node. */
    public SigningKey keyOf(NodeId id) {
        return nodes.stream()
                .filter(key -> NodeId.of(key.publicKey()).equals(id))
                .findFirst()
                .orElseThrow();
    }

    public TestChain chain() {
        return new TestChain(this);
    }

    public Transaction register(SigningKey member) {
        return signed(registrar, new RegisterMember(card(member, MemberRole.MEMBER)));
    }

    public Transaction put(SigningKey owner, int number) {
        return signed(owner, record(owner, number));
    }

    /** A transaction that is valid in the first hour of the network. */
    public Transaction signed(SigningKey sender, Payload payload) {
        return signed(sender, START_MILLIS, START_MILLIS + HOUR_MILLIS, payload);
    }

    public Transaction signed(SigningKey sender, long fromMillis, long untilMillis, Payload payload) {
        byte[] nonce = Arrays.copyOf(digest("nonce " + transactions++).bytes(), Transaction.NONCE_BYTES);
        return Transaction.sign(hash, sender, nonce, fromMillis, untilMillis, payload);
    }
}
