package carnet.benchmarks.function;

import carnet.consensus.block.Block;
import carnet.consensus.block.BlockMeta;
import carnet.consensus.block.Candidate;
import carnet.consensus.block.Target;
import carnet.consensus.card.Domain;
import carnet.consensus.card.MemberCard;
import carnet.consensus.card.MemberRole;
import carnet.consensus.card.NodeCard;
import carnet.consensus.genesis.Genesis;
import carnet.consensus.policy.ChainParameters;
import carnet.consensus.policy.Policy;
import carnet.consensus.tx.PutRecord;
import carnet.consensus.tx.Transaction;
import carnet.crypto.cid.Cid;
import carnet.crypto.hash.Hash;
import carnet.crypto.hash.Sha256;
import carnet.crypto.secret.SecretBytes;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.PublicKey;
import carnet.crypto.sign.SigningKey;
import carnet.crypto.vault.SealingKey;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What the benchmarks have in common: a network of one miner whose blocks cost one hash, and records of its members. */
final class Fixture {
    /** The time at which everything happens. */
    static final long NOW_MILLIS = 1_700_000_000_000L;

    /** So many that no sender's share of the pool is used up. */
    private static final int MEMBERS = 4;

    private static final int MINER = 100;
    private static final int STRANGER = 101;
    private static final long HOUR_MILLIS = 60L * 60 * 1000;
    private static final long DAY_MILLIS = 24 * HOUR_MILLIS;

    private static final List<SigningKey> SENDERS = senders();
    private static final Genesis GENESIS = makeGenesis();

    private Fixture() {}

    static Genesis genesis() {
        return GENESIS;
    }

    /** Returns the miner, the one listed node. */
    static NodeId miner() {
        return NodeId.of(key(MINER).publicKey());
    }

    /** Returns the key of a node that is not listed, so that it does all but mine. */
    static SigningKey observer() {
        return key(STRANGER);
    }

    /** Returns who sends the record of this number. */
    static PublicKey sender(int number) {
        return SENDERS.get(number % MEMBERS).publicKey();
    }

    /** Returns the HashID of the record of this number; every number has another one. */
    static Hash hashId(int number) {
        return Sha256.of(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }

    /** Returns the record of this number. */
    static PutRecord put(int number) {
        Hash hashId = hashId(number);
        Cid keyBox = new Cid(Cid.Codec.RAW, hashId);
        return new PutRecord(hashId, Cid.ofRaw(hashId.bytes()), keyBox, 1, 20, 4, 0);
    }

    static Transaction transaction(int number) {
        return transaction(number, NOW_MILLIS);
    }

    /** Returns the record's transaction, valid from an hour before that moment for a day, as the commands make it. */
    static Transaction transaction(int number, long atMillis) {
        byte[] nonce =
                ByteBuffer.allocate(Transaction.NONCE_BYTES).putInt(number).array();
        return Transaction.sign(
                GENESIS.hash(),
                SENDERS.get(number % MEMBERS),
                nonce,
                atMillis - HOUR_MILLIS,
                atMillis - HOUR_MILLIS + DAY_MILLIS,
                put(number));
    }

    static List<Transaction> transactions(int from, int count) {
        List<Transaction> transactions = new ArrayList<>();
        for (int number = from; number < from + count; number++) {
            transactions.add(transaction(number));
        }
        return transactions;
    }

    /** Returns the miner's block 1. */
    static Block block(List<Transaction> transactions) {
        return block(GENESIS.meta(), NOW_MILLIS, transactions);
    }

    /** Returns the miner's next block. */
    static Block block(BlockMeta parent, long atMillis, List<Transaction> transactions) {
        Target target = GENESIS.policy().parameters().target();
        return Candidate.on(parent, GENESIS.hash(), miner(), 0, target, atMillis, transactions)
                .sealed(0, key(MINER));
    }

    /** Returns a file, always the same. */
    static byte[] file(int megabytes) {
        byte[] file = new byte[megabytes * 1_000_000];
        new Random(megabytes).nextBytes(file);
        return file;
    }

    private static Genesis makeGenesis() {
        List<MemberCard> registrars = new ArrayList<>();
        for (int i = 0; i < MEMBERS; i++) {
            byte[] sealing =
                    SealingKey.of(SecretBytes.copyOf(seed(i))).publicKey().bytes();
            registrars.add(MemberCard.sign(SENDERS.get(i), sealing, new Domain("D" + i), MemberRole.REGISTRAR));
        }
        ChainParameters lan = ChainParameters.defaults(ChainParameters.Profile.LAN, 1);
        ChainParameters parameters = new ChainParameters(
                lan.spacingMillis(),
                lan.rankDelayMillis(),
                lan.seedPeriod(),
                lan.minerSpacing(),
                Target.ofMeanHashes(1),
                lan.maxBlockBytes(),
                lan.maxRecordSizeClass(),
                lan.maxValidityMillis(),
                lan.driftMillis());
        NodeCard miner = NodeCard.sign(key(MINER), "A", "node-a:7700");
        Policy policy = new Policy(1, List.of(miner), registrars, List.of(), 0, parameters);
        return new Genesis("benchmarks", NOW_MILLIS - HOUR_MILLIS, policy);
    }

    private static List<SigningKey> senders() {
        List<SigningKey> keys = new ArrayList<>();
        for (int i = 0; i < MEMBERS; i++) {
            keys.add(key(i));
        }
        return keys;
    }

    private static SigningKey key(int number) {
        return SigningKey.fromSeed(seed(number));
    }

    private static byte[] seed(int number) {
        return ByteBuffer.allocate(SigningKey.SEED_BYTES).putInt(number + 1).array();
    }
}
