package carnet.node.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SendTurnsTest {
    private static final int MILLIS = 50;

    private final EmbeddedChannel clock = new EmbeddedChannel();
    private final SendTurns turns = new SendTurns(clock.eventLoop(), 2, MILLIS);
    private final List<SendTurns.Turn> begun = new ArrayList<>();

    @BeforeEach
    void stopTheClock() {
        clock.freezeTime();
    }

    @Test
    void fewAreSentAtOnceAndTheNextInTheOrderOfAsking() {
        List<String> order = new ArrayList<>();
        for (String name : List.of("a", "b", "c", "d")) {
            turns.take(turn -> {
                order.add(name);
                begun.add(turn);
            });
        }
        assertThat(order).containsExactly("a", "b");
        begun.get(1).end();
        assertThat(order).containsExactly("a", "b", "c");
        begun.get(0).end();
        begun.get(2).end();
        begun.get(3).end();
        take();
        take();
        take();
        assertThat(begun).as("two places are free again").hasSize(6);
    }

    @Test
    void whoTakesLongHoldsUpNobodyForLong() {
        take();
        take();
        take();
        clock.advanceTimeBy(MILLIS - 1, TimeUnit.MILLISECONDS);
        clock.runScheduledPendingTasks();
        assertThat(begun).hasSize(2);
        clock.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        clock.runScheduledPendingTasks();
        assertThat(begun).hasSize(3);
    }

    @Test
    void aTurnEndsOnceThoughItsTimeIsUpAndItsChunkSent() {
        take();
        take();
        clock.advanceTimeBy(MILLIS, TimeUnit.MILLISECONDS);
        clock.runScheduledPendingTasks();
        assertThat(begun.get(0).isOver()).isTrue();
        begun.get(0).end();
        begun.get(1).end();
        for (int i = 0; i < 5; i++) {
            take();
        }
        assertThat(begun).as("two of the five").hasSize(4);
    }

    private void take() {
        turns.take(begun::add);
    }
}
