package carnet.node.service;

import carnet.consensus.genesis.Genesis;
import carnet.node.api.VerificationStatus;
import carnet.storage.chain.ChainReader;
import carnet.storage.content.ContentStore;
import carnet.storage.kv.KeyValueSnapshot;
import carnet.storage.kv.KeyValueStore;
import carnet.storage.kv.RocksStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recomputes everything from genesis: every header, signature, turn, transaction and state commitment, into a scratch
 * store of its own, and compares the outcome row by row with what the node keeps; then reads and hashes every block of
 * every record held. Runs beside the working node, on one thread.
 */
final class Verification {
    private static final Logger LOG = LoggerFactory.getLogger("carnet.node.disk");

    private final Genesis genesis;
    private final KeyValueStore store;
    private final ContentStore content;
    private final Path scratch;
    private volatile VerificationStatus status = new VerificationStatus("none", 0, 0, 0, "", null);
    private boolean running;

    /** Removes what a verification left that a crash interrupted. */
    Verification(Genesis genesis, KeyValueStore store, ContentStore content, Path dataDirectory) {
        this.genesis = genesis;
        this.store = store;
        this.content = content;
        this.scratch = dataDirectory.resolve("verification");
        deleteScratch();
    }

    VerificationStatus status() {
        return status;
    }

    synchronized VerificationStatus start() {
        if (!running) {
            running = true;
            status = new VerificationStatus("running", 0, 0, 0, genesis.hash().hex(), null);
            Thread thread = new Thread(this::run, "carnet-verification");
            thread.setDaemon(true);
            thread.start();
        }
        return status;
    }

    private void run() {
        VerificationStatus outcome;
        try {
            outcome = replay();
        } catch (VerificationRun.Mismatch e) {
            outcome = failed(String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            LOG.error("The verification could not go on", e);
            outcome = failed("The verification could not go on: " + e.getMessage());
        }
        deleteScratch();
        synchronized (this) {
            status = outcome;
            running = false;
        }
    }

    private VerificationStatus replay() throws VerificationRun.Mismatch, IOException {
        try (KeyValueSnapshot snapshot = store.snapshot();
                RocksStore replay = RocksStore.open(scratch)) {
            return new VerificationRun(genesis, snapshot, new ChainReader(store), content, replay, this::report)
                    .verify();
        }
    }

    private void report(VerificationStatus progress) {
        status = progress;
    }

    private VerificationStatus failed(String problem) {
        VerificationStatus last = status;
        return new VerificationStatus(
                "failed", last.checkedBlocks(), last.totalBlocks(), last.checkedRecords(), last.head(), problem);
    }

    private void deleteScratch() {
        if (!Files.exists(scratch)) {
            return;
        }
        try (Stream<Path> files = Files.walk(scratch)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("The verification's directory {} could not be removed: {}", scratch, e.toString());
        }
    }
}
