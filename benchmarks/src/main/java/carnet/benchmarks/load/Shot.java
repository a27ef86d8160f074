package carnet.benchmarks.load;

import carnet.cli.terminal.Failure;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One record or transaction that is ready to go. */
@FunctionalInterface
interface Shot {
    /** Puts it; returns when the node has signed for it. */
    Put fire() throws IOException, Failure, InterruptedException;

    /**
     * What was put.
     *
     * @param payloadCid the ciphertext, or null when no content goes with it
     * @param txid the transaction, hexadecimal
     */
    record Put(@Nullable String payloadCid, String txid) {}
}
