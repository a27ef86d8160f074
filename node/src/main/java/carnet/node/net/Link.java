package carnet.node.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One TCP connection from accept or dial to its end: what is queued on it, who is behind it, why it ended. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or task ends the connection, which is seen there
final class Link {
    private static final byte[] NOTHING = new byte[0];

    /** How long the GOODBYE may take to leave. */
    static final int GOODBYE_MILLIS = 500;

    private final Channel channel;
    private final boolean dialed;
    private final Traffic traffic;
    private final AtomicLong unsentBytes = new AtomicLong();
    private final AtomicReference<@Nullable DisconnectReason> reason = new AtomicReference<>();
    private volatile LinkKind kind;
    private volatile @Nullable Remote remote;
    private volatile long heardNanos = System.nanoTime();
    private volatile long upNanos;
    private volatile boolean reached;
    private volatile boolean up;
    private volatile boolean secured;

    Link(Channel channel, boolean dialed, LinkKind kind, Traffic traffic) {
        this.channel = channel;
        this.dialed = dialed;
        this.kind = kind;
        this.traffic = traffic;
    }

    /** Returns whether this node opened the connection. */
    boolean dialed() {
        return dialed;
    }

    /** Returns the kind; CONTROL for an accepted connection whose HELLO has not come. */
    LinkKind kind() {
        return kind;
    }

    void kind(LinkKind value) {
        kind = value;
    }

    /** Returns who is behind it, from TLS on; null before. */
    @Nullable
    Remote remote() {
        return remote;
    }

    void remote(Remote value) {
        remote = value;
    }

    /** Somebody accepted the connection that this node dialed. */
    void reached() {
        reached = true;
    }

    /** TLS stands: from now on a GOODBYE can be sent. */
    void secured() {
        secured = true;
    }

    /** Both HELLOs are proven. */
    void up() {
        upNanos = System.nanoTime();
        up = true;
    }

    boolean isUp() {
        return up;
    }

    long livedMillis() {
        return up ? TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - upNanos) : 0;
    }

    /** Bytes came. */
    void heard() {
        heardNanos = System.nanoTime();
    }

    long silentMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - heardNanos);
    }

    EventLoop loop() {
        return channel.eventLoop();
    }

    Channel channel() {
        return channel;
    }

    long unsentBytes() {
        return unsentBytes.get();
    }

    boolean isClosing() {
        return reason.get() != null;
    }

    /** Returns why it ended. Who closes between TLS and HELLO without a word did not accept our certificate. */
    DisconnectReason reason() {
        DisconnectReason known = reason.get();
        if (known != null) {
            return known;
        }
        if (dialed && !reached) {
            return DisconnectReason.CONNECT_FAILED;
        }
        Remote other = remote;
        boolean refused = dialed && other != null && other.hello() == null;
        return refused ? DisconnectReason.REFUSED_BY_PEER : DisconnectReason.CLOSED_BY_PEER;
    }

    /** Sends a frame, or closes with SLOW_READER when more than {@code maxUnsentBytes} would wait. */
    boolean offer(int type, byte[] payload, int maxUnsentBytes) {
        if (isClosing() || !channel.isActive()) {
            return false;
        }
        if (unsentBytes.get() + cost(payload.length) > maxUnsentBytes) {
            close(DisconnectReason.SLOW_READER);
            return false;
        }
        send(type, NOTHING, payload);
        return true;
    }

    /** Sends a frame of the network's own. */
    ChannelFuture send(int type, byte[] payload) {
        return send(type, NOTHING, payload);
    }

    /** Sends a frame whose payload is {@code head} and {@code body}. The future ends when the socket has taken it. */
    ChannelFuture send(int type, byte[] head, byte[] body) {
        ByteBuf frame = Frame.encode(type, head, body);
        int frameBytes = frame.readableBytes();
        long cost = cost(head.length + body.length);
        unsentBytes.addAndGet(cost);
        return channel.writeAndFlush(frame).addListener(sent -> {
            unsentBytes.addAndGet(-cost);
            if (sent.isSuccess()) {
                traffic.sent(kind, frameBytes);
            }
        });
    }

    void countIn(int payloadBytes) {
        traffic.received(kind, Frame.HEADER_BYTES + payloadBytes);
    }

    void countIgnored() {
        traffic.ignored();
    }

    /** Ends the connection; the first reason given stays. The other side is told when that can still reach it. */
    void close(DisconnectReason why) {
        if (!reason.compareAndSet(null, why)) {
            return;
        }
        if (why == DisconnectReason.SLOW_READER || why == DisconnectReason.IDLE) {
            cut();
            return;
        }
        if (!secured || loop().isShuttingDown()) {
            channel.close();
            return;
        }
        send(Frame.GOODBYE, new byte[] {(byte) why.code()}).addListener(ChannelFutureListener.CLOSE);
        loop().schedule(this::cut, GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Closes the socket below TLS: what waits in front of it is dropped. */
    private void cut() {
        ChannelHandlerContext tls = channel.pipeline().firstContext();
        if (tls == null) {
            channel.close();
        } else {
            tls.close();
        }
    }

    /** Ends the connection because the other side said GOODBYE. */
    void closeAsTold(byte[] goodbye) {
        DisconnectReason told = goodbye.length == 1 ? DisconnectReason.ofCode(goodbye[0] & 0xff) : null;
        reason.compareAndSet(null, told == null ? DisconnectReason.CLOSED_BY_PEER : told.asTold());
        channel.close();
    }

    private static long cost(int payloadBytes) {
        return (long) payloadBytes + NetLimits.FRAME_COST_BYTES;
    }

    @Override
    public String toString() {
        Remote known = remote;
        return kind + " " + (known == null ? "" : known.id().shortText() + " ") + channel.remoteAddress();
    }
}
