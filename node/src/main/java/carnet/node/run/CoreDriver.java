package carnet.node.run;

import carnet.crypto.sign.NodeId;
import carnet.node.core.CoreView;
import carnet.node.core.Effects;
import carnet.node.core.Event;
import carnet.node.core.NodeCore;
import carnet.storage.kv.StoreFullException;
import java.util.Queue;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Feeds queued events to the core and runs what it decides: several events share one batch and one fsync, and a step that
 * changed rows which the core reads back ends the drain. When the disk is full the core, which is then ahead of the disk,
 * is thrown away and made anew from it. Used by one thread: the production loop or the simulator.
 */
public final class CoreDriver {
    /** Bytes of events that one drain takes, so that its batch and its answers stay bounded. */
    public static final int DRAIN_BYTES = 2 << 20;

    /** Events that one drain takes. */
    public static final int DRAIN_STEPS = 1_024;

    /** Pause between two attempts to begin on a full disk. */
    private static final long RETRY_MILLIS = 1_000;

    private final Supplier<NodeCore> makeCore;
    private final EffectRunner runner;
    private final Publisher publisher;
    private @Nullable NodeCore core;
    private final SortedSet<NodeId> connected = new TreeSet<>();
    private volatile boolean full;
    private long retryAtMillis;

    /** One event on its way to the core. */
    public interface Step {
        /** Hands the event to the core. */
        void run(NodeCore core, long nowMillis, Effects fx);

        /** The event's share of a drain, in bytes. */
        default int sizeBytes() {
            return 64;
        }

        /** The event cannot be handled, since the disk is full; whoever waits for an outcome gets one here. */
        default void abandon(Publisher publisher) {}
    }

    /**
     * A connection to a peer stands. A type of its own, since a core that is made anew while the disk is full must still
     * learn of it.
     */
    public record PeerUp(NodeId peer) implements Step {
        @Override
        public void run(NodeCore core, long nowMillis, Effects fx) {
            core.onPeerUp(peer, nowMillis, fx);
        }
    }

    /** A connection to a peer ended. */
    public record PeerDown(NodeId peer) implements Step {
        @Override
        public void run(NodeCore core, long nowMillis, Effects fx) {
            core.onPeerDown(peer, nowMillis, fx);
        }
    }

    /**
     * Makes a driver; {@link #drain} starts the core.
     *
     * @param makeCore makes a core from what the store holds
     */
    public CoreDriver(Supplier<NodeCore> makeCore, EffectRunner runner, Publisher publisher) {
        this.makeCore = makeCore;
        this.runner = runner;
        this.publisher = publisher;
    }

    /** Runs one drain of {@code queue}. */
    public void drain(Queue<Step> queue, long nowMillis) {
        NodeCore running = core;
        if (running == null) {
            if (nowMillis >= retryAtMillis) {
                start(nowMillis);
            } else {
                abandonAll(queue);
            }
            return;
        }
        run(running, nowMillis, fx -> {
            if (nowMillis >= running.nextWakeMillis()) {
                running.onTick(nowMillis, fx);
            }
            int bytes = 0;
            int steps = 0;
            while (!fx.isDrainEnded() && bytes < DRAIN_BYTES && steps < DRAIN_STEPS) {
                Step step = queue.poll();
                if (step == null) {
                    break;
                }
                note(step);
                bytes += step.sizeBytes();
                steps++;
                take(step, running, nowMillis, fx);
            }
            running.finish(nowMillis, fx);
        });
    }

    /** Returns when {@link #drain} is wanted next, if nothing is queued before. */
    public long nextWakeMillis() {
        return core == null ? retryAtMillis : core.nextWakeMillis();
    }

    /**
     * Makes the core anew from what the store holds, with the same peers: after the clock was set back, when all its
     * deadlines would lie too far ahead.
     */
    public void restart(long nowMillis) {
        start(nowMillis);
    }

    /** Returns a look at the core, or null while the disk is full and there is none. */
    public @Nullable CoreView view() {
        return core == null ? null : core.view();
    }

    /** The disk has room again. */
    public void onRoom(long nowMillis) {
        full = false;
        NodeCore running = core;
        if (running != null) {
            run(running, nowMillis, fx -> running.onReadOnly(false, nowMillis, fx));
        }
    }

    /** Returns whether the disk was full at the last attempt to write. */
    public boolean isFull() {
        return full;
    }

    private void start(long nowMillis) {
        NodeCore made = makeCore.get();
        core = made;
        run(made, nowMillis, fx -> {
            made.onStart(nowMillis, fx);
            if (full) {
                made.onReadOnly(true, nowMillis, fx);
            }
            for (NodeId peer : connected) {
                made.onPeerUp(peer, nowMillis, fx);
            }
            made.finish(nowMillis, fx);
        });
    }

    private void take(Step step, NodeCore running, long nowMillis, Effects fx) {
        try {
            step.run(running, nowMillis, fx);
        } catch (StoreFullException e) {
            step.abandon(publisher);
            throw e;
        }
    }

    /** Lets the core decide and runs what it decided; the disk may turn out to be full in either. */
    private void run(NodeCore running, long nowMillis, Consumer<Effects> decide) {
        Effects fx = new Effects();
        try {
            decide.accept(fx);
            runner.run(fx);
            running.committed();
        } catch (StoreFullException e) {
            full = true;
            core = null;
            retryAtMillis = nowMillis + RETRY_MILLIS;
            fx.events().forEach(this::publishAsUndone);
        }
    }

    private void publishAsUndone(Event event) {
        if (event instanceof Event.Accepted accepted) {
            publisher.publish(diskFull(accepted.submitId()));
        } else if (event instanceof Event.AlreadyKnown known) {
            publisher.publish(diskFull(known.submitId()));
        } else if (event instanceof Event.Refused || event instanceof Event.Busy) {
            publisher.publish(event);
        }
    }

    private void abandonAll(Queue<Step> queue) {
        for (Step step = queue.poll(); step != null; step = queue.poll()) {
            note(step);
            step.abandon(publisher);
        }
    }

    private void note(Step step) {
        if (step instanceof PeerUp up) {
            connected.add(up.peer());
        } else if (step instanceof PeerDown down) {
            connected.remove(down.peer());
        }
    }

    /** Returns the answer to a submit that a full disk kept from being durable. */
    public static Event diskFull(long submitId) {
        return new Event.Busy(
                submitId, "DISK_FULL", "The node's disk is full. Make room on it, then submit again.", 5_000);
    }
}
