package carnet.node.service;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.tx.Transaction;
import carnet.node.api.SubmitReply;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Peers are told of what came from callers when every caller has an answer, though the clock stands still. */
class ReceiptsFirstTest {
    @TempDir
    Path directory;

    private LoneNode node;
    private final CountDownLatch verifying = new CountDownLatch(1);
    private final CountDownLatch signing = new CountDownLatch(1);

    @BeforeEach
    void start() {
        node = new LoneNode(directory);
        node.connect();
        node.stopClock();
    }

    @AfterEach
    void stop() {
        signing.countDown();
        node.close();
    }

    @Test
    void peersWaitForTheReceiptOfOne() {
        Transaction transaction = node.registration();
        node.busyVerifiers(verifying);
        CompletableFuture<SubmitReply> reply = node.begin(transaction);
        node.busyVerifiers(signing);
        verifying.countDown();
        node.await(() -> node.isPending(transaction));
        assertThat(reply).isNotDone();
        assertThat(node.outbox.told(transaction)).isFalse();

        signing.countDown();
        node.await(() -> node.outbox.told(transaction));
        assertThat(reply).isCompletedWithValueMatching(SubmitReply.Accepted.class::isInstance);
    }
}
