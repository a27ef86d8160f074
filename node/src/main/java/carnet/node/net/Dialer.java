package carnet.node.net;

import carnet.crypto.sign.NodeId;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps boot addresses and learned nodes connected, and a BULK link beside each CONTROL link that this node dialed.
 * Its state belongs to one event loop; with everybody connected it has no timer.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or task ends the connection, which is seen there
final class Dialer {
    /** Opens one connection. */
    interface Connector {
        /** Dials {@code address}; {@code end} is called once, when the attempt failed or the connection ended. */
        void dial(PeerAddress address, LinkKind kind, @Nullable NodeId expected, DialEnd end);
    }

    /** The end of an attempt or of the connection that it made. */
    interface DialEnd {
        /** Called on any thread. */
        void ended(DisconnectReason reason, @Nullable NodeId answered, long livedMillis);
    }

    private final EventLoop home;
    private final LocalNode self;
    private final PeerTable table;
    private final AddressBook book;
    private final Connector connector;
    private final Backoff backoff;
    private final Map<String, Target> targets = new LinkedHashMap<>();
    private boolean stopped;

    private static final class Target {
        private final LinkKind kind;
        private final @Nullable PeerAddress fixed;
        private @Nullable NodeId node;
        private int failures;
        private int attempts;
        private @Nullable DisconnectReason last;
        private @Nullable ScheduledFuture<?> timer;
        private boolean busy;

        Target(LinkKind kind, @Nullable PeerAddress fixed, @Nullable NodeId node) {
            this.kind = kind;
            this.fixed = fixed;
            this.node = node;
        }
    }

    Dialer(
            EventLoop home,
            LocalNode self,
            PeerTable table,
            AddressBook book,
            Connector connector,
            RandomGenerator random) {
        this.home = home;
        this.self = self;
        this.table = table;
        this.book = book;
        this.connector = connector;
        this.backoff = new Backoff(self.timings(), random);
    }

    void start(List<PeerAddress> boot) {
        later(() -> {
            for (PeerAddress address : boot) {
                plan(targets.computeIfAbsent("boot " + address, key -> new Target(LinkKind.CONTROL, address, null)), 0);
            }
        });
    }

    /** The book has a new address of {@code node}. */
    void learned(NodeId node) {
        later(() -> plan(
                targets.computeIfAbsent("node " + node, key -> new Target(LinkKind.CONTROL, null, node)),
                graceMillis(node)));
    }

    /** A CONTROL link that this node dialed stands, so a BULK link is wanted beside it. */
    void wantBulk(NodeId node, PeerAddress reachedAt) {
        later(() -> {
            Target target = new Target(LinkKind.BULK, reachedAt, node);
            Target old = targets.put("bulk " + node, target);
            if (old != null && old.timer != null) {
                old.timer.cancel(false);
            }
            plan(target, 0);
        });
    }

    /** The CONTROL link with {@code node} ended. */
    void onDown(NodeId node, DisconnectReason reason) {
        later(() -> {
            targets.remove("bulk " + node);
            if (!book.candidates(node).isEmpty()) {
                targets.computeIfAbsent("node " + node, key -> new Target(LinkKind.CONTROL, null, node));
            }
            for (Target target : targets.values()) {
                if (node.equals(target.node)) {
                    plan(target, backoff.millis(target.failures, reason) + graceMillis(node));
                }
            }
        });
    }

    void stop() {
        later(() -> {
            stopped = true;
            targets.values().stream().map(target -> target.timer).forEach(timer -> {
                if (timer != null) {
                    timer.cancel(false);
                }
            });
            targets.clear();
        });
    }

    /** Must be called on the home loop. */
    List<DialState> states() {
        List<DialState> states = new ArrayList<>();
        targets.forEach((name, target) ->
                states.add(new DialState(name, target.node != null && !wanted(target), target.failures, target.last)));
        return states;
    }

    private void later(Runnable step) {
        if (!home.isShuttingDown()) {
            home.execute(step);
        }
    }

    private long graceMillis(NodeId node) {
        return self.id().compareTo(node) < 0 ? 0 : self.timings().graceMillis();
    }

    private void plan(Target target, long delayMillis) {
        boolean never = target.last != null && target.last.redial() == DisconnectReason.Redial.NEVER;
        if (!stopped && !never && !target.busy && target.timer == null && wanted(target)) {
            target.timer = home.schedule(() -> attempt(target), delayMillis, TimeUnit.MILLISECONDS);
        }
    }

    private boolean wanted(Target target) {
        NodeId node = target.node;
        Peer peer = node == null ? null : table.get(node);
        if (target.kind == LinkKind.CONTROL) {
            return peer == null;
        }
        boolean current = targets.get("bulk " + node) == target;
        return current && peer != null && peer.control().dialed() && peer.bulk() == null;
    }

    private void attempt(Target target) {
        target.timer = null;
        if (stopped || !wanted(target)) {
            return;
        }
        PeerAddress address = target.fixed;
        NodeId expected = target.node;
        if (rivalBusy(target)) {
            plan(target, backoff.millis(1, DisconnectReason.DUPLICATE));
            return;
        }
        if (address == null && expected != null) {
            List<PeerAddress> candidates = book.candidates(expected);
            if (candidates.isEmpty()) {
                targets.remove("node " + expected);
                return;
            }
            address = candidates.get(target.attempts % candidates.size());
        }
        if (address == null) {
            return;
        }
        target.busy = true;
        target.attempts++;
        boolean boot = target.kind == LinkKind.CONTROL && target.fixed != null;
        connector.dial(
                address,
                target.kind,
                boot ? null : expected,
                (reason, answered, livedMillis) -> later(() -> ended(target, boot, reason, answered, livedMillis)));
    }

    /** A node can be reached both by a boot address and by a learned one: never dial both at once. */
    private boolean rivalBusy(Target target) {
        return target.kind == LinkKind.CONTROL
                && target.node != null
                && targets.values().stream()
                        .anyMatch(other -> other != target
                                && other.busy
                                && other.kind == LinkKind.CONTROL
                                && target.node.equals(other.node));
    }

    private void ended(
            Target target, boolean boot, DisconnectReason reason, @Nullable NodeId answered, long livedMillis) {
        target.busy = false;
        target.last = reason;
        target.failures = livedMillis >= self.timings().livedMillis() ? 0 : target.failures + 1;
        if (boot && answered != null) {
            target.node = answered;
        }
        plan(target, backoff.millis(target.failures, reason));
    }
}
