package carnet.node.sim;

import carnet.consensus.block.Target;
import carnet.crypto.hash.Sha256;
import carnet.node.core.MiningJob;
import carnet.node.run.Miner;
import java.nio.ByteBuffer;

/** A nonce search that takes virtual time, exponentially distributed, and then finds a nonce that really holds. */
final class VirtualMiner implements Miner {
    private static final int NONCE_OFFSET = 76;

    private final Timeline timeline;
    private final Dice dice;
    private final long meanMillis;
    private final Found found;
    private long searches;
    private boolean searching;

    /** Learns of a nonce. */
    interface Found {
        void onNonce(long jobId, long nonce);
    }

    VirtualMiner(Timeline timeline, Dice dice, long meanMillis, Found found) {
        this.timeline = timeline;
        this.dice = dice;
        this.meanMillis = meanMillis;
        this.found = found;
    }

    @Override
    public void start(MiningJob job) {
        long search = ++searches;
        searching = true;
        timeline.after(dice.exponentialMillis(meanMillis), () -> {
            if (search == searches && searching) {
                searching = false;
                found.onNonce(job.id(), nonce(job.header(), job.target(), dice.between(0, Long.MAX_VALUE - 1)));
            }
        });
    }

    @Override
    public void stop() {
        searches++;
        searching = false;
    }

    boolean isSearching() {
        return searching;
    }

    /** Returns the first nonce from {@code from} on that meets the target. */
    static long nonce(byte[] header, Target target, long from) {
        ByteBuffer bytes = ByteBuffer.wrap(header.clone());
        long nonce = from;
        while (!target.isMetBy(Sha256.of(bytes.putLong(NONCE_OFFSET, nonce).array()))) {
            nonce++;
        }
        return nonce;
    }
}
