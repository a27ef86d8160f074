package carnet.benchmarks.load;

import carnet.cli.terminal.Failure;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One record or transaction that is ready to go. */
@FunctionalInterface
interface Shot {
    /** Puts it; returns when the node has answered. */
    Put fire() throws IOException, Failure, InterruptedException;

    /** One whose request only needs to be sent: no thread waits for its answer. */
    interface Ready extends Shot {
        /** Sends it; returns at once. */
        Flight send();

        @Override
        default Put fire() throws IOException, InterruptedException {
            return send().land();
        }
    }

    /** A request on its way. */
    @FunctionalInterface
    interface Flight {
        /** Waits for the answer; fails when there is none in time. */
        Put land() throws IOException, InterruptedException;
    }

    /** Judges an answer. */
    @FunctionalInterface
    interface Judge {
        /**
         * Returns when the node has signed for the record.
         *
         * @throws Failure when it has not, or its receipt is worthless
         */
        void require() throws IOException, Failure, InterruptedException;
    }

    /**
     * What was put.
     *
     * @param payloadCid the ciphertext, or null when no content goes with it
     * @param txid the transaction, hexadecimal
     * @param answeredNanos when the answer came, by {@link System#nanoTime()}
     * @param answer is judged once the burst is over, since that takes as long as what is measured
     */
    record Put(@Nullable String payloadCid, String txid, long answeredNanos, Judge answer) {}
}
