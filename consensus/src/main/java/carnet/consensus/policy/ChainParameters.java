package carnet.consensus.policy;

import carnet.consensus.block.Block;
import carnet.consensus.block.Target;
import carnet.consensus.codec.ByteReader;
import carnet.consensus.codec.ByteWriter;
import carnet.consensus.codec.DecodeException;
import java.math.BigInteger;

/**
 * The numbers of the policy list that all nodes must agree on (DESIGN section 3, RULES 8, 9, 18).
 *
 * @param spacingMillis T: least time between a block and its child
 * @param rankDelayMillis delta: how much later each further rank may mine
 * @param seedPeriod P: blocks that share one selection seed
 * @param minerSpacing S: a miner of one of the last S-1 ancestors is barred
 * @param target what block hashes must meet
 * @param maxBlockBytes most bytes of an encoded block
 * @param maxRecordSizeClass largest size class of a record: ciphertext of at most 2^k bytes
 * @param maxValidityMillis longest validity window of a transaction
 * @param driftMillis how far in the future a block's time may lie before the block is held back
 */
public record ChainParameters(
        long spacingMillis,
        long rankDelayMillis,
        int seedPeriod,
        int minerSpacing,
        Target target,
        int maxBlockBytes,
        int maxRecordSizeClass,
        long maxValidityMillis,
        long driftMillis) {
    /** Smallest block limit: one largest transaction always fits. */
    public static final int MIN_BLOCK_BYTES = 128 * 1024;

    private static final long DAY_MILLIS = 24L * 60 * 60 * 1000;
    private static final long MAX_TIMING_MILLIS = 60_000;
    private static final int MAX_SEED_PERIOD = 4_096;
    private static final int DEFAULT_SEED_PERIOD = 32;
    private static final int DEFAULT_BLOCK_BYTES = 1024 * 1024;
    private static final int DEFAULT_RECORD_SIZE_CLASS = 34;
    private static final int MAX_RECORD_SIZE_CLASS = 40;

    /** Mean hashes a block: about a tenth of a second of one Pi 3B core. */
    private static final long DEFAULT_MEAN_HASHES = 1L << 18;

    /** A harder target would need days of one processor for a block. */
    private static final BigInteger MAX_MEAN_HASHES = BigInteger.ONE.shiftLeft(40);

    /** Refuses numbers that no network could run with. */
    public ChainParameters {
        require(spacingMillis >= 1 && spacingMillis <= MAX_TIMING_MILLIS, "spacing must be 1 to 60000 ms");
        require(rankDelayMillis >= 1 && rankDelayMillis <= MAX_TIMING_MILLIS, "rank delay must be 1 to 60000 ms");
        require(seedPeriod >= 1 && seedPeriod <= MAX_SEED_PERIOD, "seed period must be 1 to 4096 blocks");
        require(minerSpacing >= 1 && minerSpacing <= Policy.MAX_MINERS, "miner spacing must be 1 to 64");
        require(target.work().compareTo(MAX_MEAN_HASHES) <= 0, "target must be met by at least one hash in 2^40");
        require(
                maxBlockBytes >= MIN_BLOCK_BYTES && maxBlockBytes <= Block.MAX_BYTES,
                "block limit must be 128 KiB to 2 MiB");
        require(
                maxRecordSizeClass >= 0 && maxRecordSizeClass <= MAX_RECORD_SIZE_CLASS,
                "record size class must be 0 to 40");
        require(
                maxValidityMillis >= 1_000 && maxValidityMillis <= 7 * DAY_MILLIS,
                "validity window must be 1 s to 7 days");
        require(driftMillis >= 1 && driftMillis <= MAX_TIMING_MILLIS, "drift must be 1 to 60000 ms");
    }

    /** The timing profiles of RULES 9. */
    public enum Profile {
        /** Five boards on a LAN: T = 500 ms, delta = 500 ms. */
        LAN(500, 500),
        /** Nodes in several countries: T = 500 ms, delta = 1 s. */
        WAN(500, 1_000),
        /** Slow links: T = delta = 2 s. */
        SLOW(2_000, 2_000);

        private final long spacingMillis;
        private final long rankDelayMillis;

        Profile(long spacingMillis, long rankDelayMillis) {
            this.spacingMillis = spacingMillis;
            this.rankDelayMillis = rankDelayMillis;
        }
    }

    /** Returns the defaults of a profile for so many miners. */
    public static ChainParameters defaults(Profile profile, int miners) {
        int spacing = Math.max(1, Math.min((3 * miners + 9) / 10, mostSpacing(miners)));
        return new ChainParameters(
                profile.spacingMillis,
                profile.rankDelayMillis,
                DEFAULT_SEED_PERIOD,
                spacing,
                Target.ofMeanHashes(DEFAULT_MEAN_HASHES),
                DEFAULT_BLOCK_BYTES,
                DEFAULT_RECORD_SIZE_CLASS,
                7 * DAY_MILLIS,
                profile.rankDelayMillis / 5);
    }

    /** Returns the widest spacing with which blocks go on while as many miners are down as finality tolerates: n - floor((n-1)/3). */
    static int mostSpacing(int miners) {
        return miners - (miners - 1) / 3;
    }

    static ChainParameters read(ByteReader in) throws DecodeException {
        try {
            return new ChainParameters(
                    in.nonNegative("spacing"),
                    in.nonNegative("rank delay"),
                    in.u16("seed period"),
                    in.u16("miner spacing"),
                    new Target(in.hash("target")),
                    in.u32("block limit", Block.MAX_BYTES),
                    in.u8("record size class"),
                    in.nonNegative("validity window"),
                    in.nonNegative("drift"));
        } catch (IllegalArgumentException e) {
            throw new DecodeException("parameters: " + e.getMessage());
        }
    }

    void write(ByteWriter out) {
        out.u64(spacingMillis)
                .u64(rankDelayMillis)
                .u16(seedPeriod)
                .u16(minerSpacing)
                .hash(target.value())
                .u32(maxBlockBytes)
                .u8(maxRecordSizeClass)
                .u64(maxValidityMillis)
                .u64(driftMillis);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
