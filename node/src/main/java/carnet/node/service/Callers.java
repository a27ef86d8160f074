package carnet.node.service;

import carnet.node.core.Effects;
import carnet.node.core.NodeCore;
import carnet.node.run.NodeLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many callers wait for answers to what the node will take. What a burst of them submits is told to peers when none
 * waits any more, when the core gets a submission while few do, or after a while: else the peers' verifying takes the
 * processor, and the wire, from the last receipts.
 */
final class Callers {
    /** That many at once are a burst. */
    static final int BURST = 16;

    private final NodeLoop loop;
    private final AtomicInteger waiting = new AtomicInteger();

    Callers(NodeLoop loop) {
        this.loop = loop;
    }

    /** Counts a caller from now on until its answer. */
    void await(CompletableFuture<?> answer) {
        waiting.incrementAndGet();
        CompletableFuture<?> unused = answer.whenComplete((value, failure) -> answered());
    }

    boolean areMany() {
        return waiting.get() >= BURST;
    }

    private void answered() {
        if (waiting.decrementAndGet() == 0) {
            loop.submit((NodeCore core, long nowMillis, Effects fx) -> {
                if (waiting.get() == 0) {
                    core.onCallersAnswered();
                }
            });
        }
    }
}
