package carnet.node.service;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.tx.Transaction;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Peers are told of a burst when every caller has an answer, though the clock stands still. */
class ReceiptsFirstTest {
    @TempDir
    Path directory;

    private LoneNode node;
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
    void peersWaitForTheReceiptsOfABurst() {
        List<Transaction> burst = begin(Callers.BURST);
        Transaction last = burst.get(burst.size() - 1);
        node.await(() -> node.isPending(last));
        node.service.status(); // asks the core, which has sent by then what it wanted to send
        assertThat(node.outbox.told(last)).isFalse();

        signing.countDown();
        node.await(() -> burst.stream().allMatch(node.outbox::told));
    }

    @Test
    void whatComesFromPeersDoesNotWait() {
        List<Transaction> burst = begin(Callers.BURST);
        node.await(() -> node.isPending(burst.get(burst.size() - 1)));
        Transaction ofPeer = node.registration();
        node.receive(ofPeer);
        node.await(() -> node.outbox.named(ofPeer));
    }

    @Test
    void fewCallersKeepNobodyWaiting() {
        List<Transaction> few = begin(Callers.BURST - 1);
        node.await(() -> few.stream().allMatch(node.outbox::told));
    }

    /** Lets so many callers submit at once; none gets its receipt. */
    private List<Transaction> begin(int callers) {
        List<Transaction> burst =
                Stream.generate(node::registration).limit(callers).toList();
        CountDownLatch verifying = new CountDownLatch(1);
        node.busyVerifiers(verifying);
        burst.forEach(node::begin);
        node.busyVerifiers(signing);
        verifying.countDown();
        return burst;
    }
}
