package carnet.consensus.vectors;

import carnet.consensus.SmallNetwork;
import carnet.consensus.block.Block;
import carnet.consensus.block.BlockMeta;
import carnet.consensus.block.Candidate;
import carnet.consensus.block.Header;
import carnet.consensus.block.Target;
import carnet.consensus.card.Domain;
import carnet.consensus.card.MemberCard;
import carnet.consensus.card.MemberRole;
import carnet.consensus.card.NodeCard;
import carnet.consensus.genesis.Genesis;
import carnet.consensus.policy.ChainParameters;
import carnet.consensus.policy.Policy;
import carnet.consensus.selection.MinerSelection;
import carnet.consensus.tx.Payload;
import carnet.consensus.tx.PutRecord;
import carnet.consensus.tx.RegisterMember;
import carnet.consensus.tx.Transaction;
import carnet.crypto.cid.Cid;
import carnet.crypto.hash.Hash;
import carnet.crypto.hash.Sha256;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The fixed inputs of the golden vectors. A change here changes the vectors, never the protocol. */
final class Inputs {
    static final long START_MILLIS = 1_800_000_000_000L;
    static final Domain DOMAIN = new Domain("CN");
    static final List<SigningKey> NODES = List.of(key(1), key(2), key(3));
    static final SigningKey REGISTRAR = key(4);
    static final SigningKey MEMBER = key(5);
    static final Genesis GENESIS = genesis();
    static final Hash NETWORK = GENESIS.hash();
    static final Transaction REGISTER = transaction(REGISTRAR, 1, new RegisterMember(card(MEMBER, MemberRole.MEMBER)));
    static final Transaction PUT = transaction(MEMBER, 2, record(1));
    static final Transaction PUT_FOLDER = transaction(MEMBER, 3, record(2));

    private Inputs() {}

    static SigningKey key(int number) {
        return SigningKey.fromSeed(seed(number));
    }

    /** 32 times the same byte. */
    static byte[] seed(int number) {
        return filled(32, number);
    }

    static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    static Hash digest(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    static MemberCard card(SigningKey member, MemberRole role) {
        return MemberCard.sign(member, SmallNetwork.sealingKey(Hash.of(seed(9))), DOMAIN, role);
    }

    /** The block of this miner of rank 0 and the lowest nonce that meets the target. */
    static Block block(BlockMeta parent, MinerSelection selection, List<Transaction> transactions) {
        NodeId miner = selection.ranked().get(0);
        ChainParameters parameters = GENESIS.policy().parameters();
        long timestamp = MinerSelection.earliestMillis(parameters, parent.timestampMillis(), 0);
        Candidate candidate = Candidate.on(parent, NETWORK, miner, 0, parameters.target(), timestamp, transactions);
        Header header = candidate.header();
        while (!parameters.target().isMetBy(header.hash())) {
            header = header.withNonce(header.nonce() + 1);
        }
        SigningKey key = NODES.stream()
                .filter(node -> NodeId.of(node.publicKey()).equals(miner))
                .findFirst()
                .orElseThrow();
        return candidate.sealed(header.nonce(), key);
    }

    private static Transaction transaction(SigningKey sender, int nonce, Payload payload) {
        return Transaction.sign(
                NETWORK,
                sender,
                filled(Transaction.NONCE_BYTES, nonce),
                START_MILLIS,
                START_MILLIS + 3_600_000,
                payload);
    }

    private static PutRecord record(int number) {
        byte[] payload = ("payload " + number).getBytes(StandardCharsets.US_ASCII);
        byte[] keyBox = ("key box " + number).getBytes(StandardCharsets.US_ASCII);
        return new PutRecord(
                digest("hash id " + number),
                number == 1 ? Cid.ofRaw(payload) : Cid.of(Cid.Codec.DAG_PB, payload),
                Cid.ofRaw(keyBox),
                number,
                20 + number,
                number,
                number - 1);
    }

    private static Genesis genesis() {
        ChainParameters parameters =
                new ChainParameters(500, 500, 4, 2, Target.ofMeanHashes(16), 1 << 20, 34, 86_400_000, 100);
        List<NodeCard> nodes = List.of(
                NodeCard.sign(NODES.get(0), "a", "192.0.2.1:7201"),
                NodeCard.sign(NODES.get(1), "b.example", "b.example:7201"),
                NodeCard.sign(NODES.get(2), "c-3", "[2001:db8::3]:7201"));
        Policy policy = new Policy(
                1,
                nodes,
                List.of(card(REGISTRAR, MemberRole.REGISTRAR)),
                List.of(key(6).publicKey(), key(7).publicKey()),
                2,
                parameters);
        return new Genesis("golden", START_MILLIS, policy);
    }
}
