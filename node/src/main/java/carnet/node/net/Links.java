package carnet.node.net;

import carnet.crypto.sign.NodeId;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the pipelines: TLS, frames, handshake. Sees every connection begin and end. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or task ends the connection, which is seen there
final class Links implements Dialer.Connector {
    /** One arena of 1 MiB chunks for both loops, and no caches for other threads: small boards have little memory. */
    private static final ByteBufAllocator MEMORY = new PooledByteBufAllocator(false, 1, 1, 8192, 7, 64, 16, false);

    /** At most 4 reads of 32 KiB, then the next connection: bulk must not hold up control on the same loop. */
    private static final RecvByteBufAllocator READS =
            new AdaptiveRecvByteBufAllocator(512, 4096, 32 * 1024).maxMessagesPerRead(4);

    /** Endings of a handshake that happen between honest nodes. */
    private static final Set<DisconnectReason> ORDINARY = EnumSet.of(
            DisconnectReason.DUPLICATE,
            DisconnectReason.NO_CONTROL,
            DisconnectReason.SELF,
            DisconnectReason.SHUTDOWN,
            DisconnectReason.CLOSED_BY_PEER);

    private static final int BACKLOG_CONNECTIONS = 64;

    private final EventLoopGroup loops;
    private final LocalNode self;
    private final NodeTls tls;
    private final PeerTable table;
    private final Traffic traffic;
    private final Function<Link, FrameSink> sinks;
    private final Executor resolver;
    private final Admission admission = new Admission();
    private final Obstacles obstacles;
    private final QuietLog log;

    Links(
            EventLoopGroup loops,
            LocalNode self,
            NodeTls tls,
            PeerTable table,
            Traffic traffic,
            Function<Link, FrameSink> sinks,
            Executor resolver,
            Obstacles obstacles,
            QuietLog log) {
        this.loops = loops;
        this.self = self;
        this.tls = tls;
        this.table = table;
        this.traffic = traffic;
        this.sinks = sinks;
        this.resolver = resolver;
        this.obstacles = obstacles;
        this.log = log;
    }

    ServerBootstrap server() {
        return new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG_CONNECTIONS)
                .option(ChannelOption.ALLOCATOR, MEMORY)
                .childOption(ChannelOption.ALLOCATOR, MEMORY)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, READS)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accepted(channel);
                    }
                });
    }

    private void accepted(Channel channel) {
        InetAddress from = ((InetSocketAddress) channel.remoteAddress()).getAddress();
        if (!admission.enter(from)) {
            traffic.closed(DisconnectReason.TOO_MANY_HANDSHAKES);
            refused(DisconnectReason.TOO_MANY_HANDSHAKES, from);
            channel.close();
            return;
        }
        AtomicBoolean inHandshake = new AtomicBoolean(true);
        Link link = new Link(channel, false, LinkKind.CONTROL, traffic);
        channel.closeFuture().addListener(closed -> {
            if (inHandshake.compareAndSet(true, false)) {
                admission.leave(from);
                refused(link.reason(), from);
            }
            ended(link, null);
        });
        prepare(channel, link, null, up -> {
            if (inHandshake.compareAndSet(true, false)) {
                admission.leave(from);
            }
            return sinks.apply(up);
        });
    }

    private void refused(DisconnectReason reason, InetAddress from) {
        if (!ORDINARY.contains(reason)) {
            log.warn(reason, "refused a connection from " + from.getHostAddress() + ": " + reason.text());
        }
    }

    private void failed(Link link, InetAddress ip, int port) {
        DisconnectReason reason = link.reason();
        if (!link.isUp() && reason != DisconnectReason.CONNECT_FAILED && !ORDINARY.contains(reason)) {
            log.warn(reason, "no connection to " + ip.getHostAddress() + ":" + port + ": " + reason.text());
        }
    }

    @Override
    public void dial(PeerAddress address, LinkKind kind, @Nullable NodeId expected, Dialer.DialEnd end) {
        byte[] literal = NetUtil.createByteArrayFromIpAddressString(address.host());
        if (literal != null) {
            try {
                connect(InetAddress.getByAddress(literal), address.port(), kind, expected, end);
            } catch (UnknownHostException e) {
                throw new IllegalStateException("an IP address has 4 or 16 bytes", e);
            }
            return;
        }
        try {
            resolver.execute(() -> {
                try {
                    connect(InetAddress.getByName(address.host()), address.port(), kind, expected, end);
                } catch (UnknownHostException e) {
                    obstacles.note(expected, DisconnectReason.NAME_UNKNOWN);
                    end.ended(DisconnectReason.NAME_UNKNOWN, null, 0);
                }
            });
        } catch (RejectedExecutionException e) {
            end.ended(DisconnectReason.CONNECT_FAILED, null, 0);
        }
    }

    private void connect(InetAddress ip, int port, LinkKind kind, @Nullable NodeId expected, Dialer.DialEnd end) {
        if (loops.isShuttingDown()) {
            return;
        }
        new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.ALLOCATOR, MEMORY)
                .option(ChannelOption.RECVBUF_ALLOCATOR, READS)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, self.timings().connectMillis())
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        Link link = new Link(channel, true, kind, traffic);
                        channel.closeFuture().addListener(closed -> {
                            ended(link, expected);
                            failed(link, ip, port);
                            Remote remote = link.remote();
                            end.ended(link.reason(), remote == null ? null : remote.id(), link.livedMillis());
                        });
                        prepare(channel, link, expected, sinks);
                    }
                })
                .connect(ip, port);
    }

    private void prepare(Channel channel, Link link, @Nullable NodeId expected, Function<Link, FrameSink> opener) {
        FrameDecoder decoder = new FrameDecoder(link, self.timings().bodyMillis());
        channel.pipeline()
                .addLast("tls", tls.handler(link.dialed(), channel.alloc()))
                .addLast("frames", decoder)
                .addLast("hello", new HandshakeHandler(link, self, tls::provenTo, expected, table, decoder, opener));
    }

    private void ended(Link link, @Nullable NodeId expected) {
        obstacles.ended(link, expected);
        traffic.closed(link.reason());
        table.ended(link);
    }
}
