package carnet.node.app;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.SigningKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD, unit = TimeUnit.SECONDS)
class VerifiersTest {
    private static final NodeId FLOODER = peer(1);
    private static final NodeId OTHER = peer(2);
    private static final int MANY = 1_000;
    private static final int A_FEW_TURNS = 50;

    private final Verifiers verifiers = new Verifiers(1);
    private final List<String> order = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        verifiers.close();
    }

    @Test
    void whoSendsMuchKeepsNobodyWaiting() throws Exception {
        CountDownLatch allWait = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(MANY + 2);
        verifiers.execute(FLOODER, () -> await(allWait));
        for (int i = 0; i < MANY; i++) {
            note(FLOODER, "flood", end);
        }
        note(OTHER, "other", end);
        verifiers.execute(() -> {
            order.add("caller");
            end.countDown();
        });
        allWait.countDown();
        end.await();
        assertThat(order.indexOf("other")).isLessThan(A_FEW_TURNS);
        assertThat(order.indexOf("caller")).isLessThan(A_FEW_TURNS);
    }

    @Test
    void whatOnePeerSentKeepsItsOrderOnSeveralThreads() throws Exception {
        List<String> expected = new ArrayList<>();
        CountDownLatch end = new CountDownLatch(MANY);
        try (Verifiers several = new Verifiers(4)) {
            for (int i = 0; i < MANY; i++) {
                String name = "frame " + i;
                expected.add(name);
                several.execute(OTHER, () -> {
                    order.add(name);
                    end.countDown();
                });
            }
            end.await();
        }
        assertThat(order).isEqualTo(expected);
    }

    private void note(NodeId peer, String name, CountDownLatch end) {
        verifiers.execute(peer, () -> {
            order.add(name);
            end.countDown();
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static NodeId peer(int number) {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        seed[0] = (byte) number;
        return NodeId.of(SigningKey.fromSeed(seed).publicKey());
    }
}
