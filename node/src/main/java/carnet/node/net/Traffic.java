package carnet.node.net;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts frames, bytes and endings. Cheap to count, a little dearer to read. */
final class Traffic {
    private final Map<LinkKind, Direction> in = new EnumMap<>(LinkKind.class);
    private final Map<LinkKind, Direction> out = new EnumMap<>(LinkKind.class);
    private final Map<DisconnectReason, LongAdder> closed = new EnumMap<>(DisconnectReason.class);
    private final LongAdder ignored = new LongAdder();

    private record Direction(LongAdder frames, LongAdder bytes) {
        Direction() {
            this(new LongAdder(), new LongAdder());
        }

        void add(int count) {
            frames.increment();
            bytes.add(count);
        }
    }

    Traffic() {
        for (LinkKind kind : LinkKind.values()) {
            in.put(kind, new Direction());
            out.put(kind, new Direction());
        }
        for (DisconnectReason reason : DisconnectReason.values()) {
            closed.put(reason, new LongAdder());
        }
    }

    void received(LinkKind kind, int frameBytes) {
        of(in, kind).add(frameBytes);
    }

    void sent(LinkKind kind, int frameBytes) {
        of(out, kind).add(frameBytes);
    }

    void ignored() {
        ignored.increment();
    }

    void closed(DisconnectReason reason) {
        of(closed, reason).increment();
    }

    NetCounters snapshot(int peers) {
        Map<DisconnectReason, Long> endings = new EnumMap<>(DisconnectReason.class);
        closed.forEach((reason, count) -> {
            if (count.sum() > 0) {
                endings.put(reason, count.sum());
            }
        });
        return new NetCounters(channel(LinkKind.CONTROL), channel(LinkKind.BULK), endings, ignored.sum(), peers);
    }

    private NetCounters.Channel channel(LinkKind kind) {
        Direction received = of(in, kind);
        Direction sent = of(out, kind);
        return new NetCounters.Channel(
                received.frames().sum(),
                received.bytes().sum(),
                sent.frames().sum(),
                sent.bytes().sum());
    }

    private static <K, V> V of(Map<K, V> map, K key) {
        V value = map.get(key);
        if (value == null) {
            throw new IllegalStateException("no counter of " + key);
        }
        return value;
    }
}
