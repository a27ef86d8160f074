package carnet.node.http;

import carnet.node.api.NodeService;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP/JSON API of a node, on the loopback interface only: whoever can log in to the machine can use it. Idle
 * connections cost one timer each; without connections nothing runs.
 */
public final class HttpServer implements AutoCloseable {
    private final Channel listening;
    private final ChannelGroup connections;
    private final ThreadPoolExecutor workers;
    private final @Nullable EventLoopGroup ownGroup;

    private HttpServer(
            Channel listening,
            ChannelGroup connections,
            ThreadPoolExecutor workers,
            @Nullable EventLoopGroup ownGroup) {
        this.listening = listening;
        this.connections = connections;
        this.workers = workers;
        this.ownGroup = ownGroup;
    }

    /**
     * Starts a server with an event loop of one thread.
     *
     * @throws IllegalArgumentException when {@code bind} is not a loopback address
     * @throws IOException when the address cannot be listened on
     */
    public static HttpServer start(InetSocketAddress bind, NodeService service, HttpSettings settings)
            throws IOException {
        requireLoopback(bind);
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("carnet-http", true), NioIoHandler.newFactory());
        try {
            return start(bind, service, settings, group, group);
        } catch (IOException | RuntimeException e) {
            stop(group);
            throw e;
        }
    }

    /**
     * Starts a server on {@code group}, which must be of NIO and which stays open after {@link #close}.
     *
     * @throws IllegalArgumentException when {@code bind} is not a loopback address
     * @throws IOException when the address cannot be listened on
     */
    public static HttpServer start(
            InetSocketAddress bind, NodeService service, HttpSettings settings, EventLoopGroup group)
            throws IOException {
        requireLoopback(bind);
        return start(bind, service, settings, group, null);
    }

    private static HttpServer start(
            InetSocketAddress bind,
            NodeService service,
            HttpSettings settings,
            EventLoopGroup group,
            @Nullable EventLoopGroup ownGroup)
            throws IOException {
        ThreadPoolExecutor workers = new ThreadPoolExecutor(
                settings.workerThreads(),
                settings.workerThreads(),
                0,
                TimeUnit.MILLISECONDS,
                new ArrayBlockingQueue<>(settings.workerQueue()),
                new DefaultThreadFactory("carnet-http-worker", true));
        ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
        Serving serving = new Serving(
                new Router(service), workers, settings, new BodyBytes(settings.bodiesBytes()), new RequestIds());
        ChannelFuture bound = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, HttpLimits.ACCEPT_BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new Acceptor(serving, connections))
                .bind(bind)
                .awaitUninterruptibly();
        Throwable failure = bound.cause();
        if (failure != null) {
            workers.shutdown();
            throw new IOException(
                    "The API cannot listen on " + text(bind) + ": " + failure.getMessage()
                            + ". Stop what uses the port or choose another.",
                    failure);
        }
        return new HttpServer(bound.channel(), connections, workers, ownGroup);
    }

    private static void requireLoopback(InetSocketAddress bind) {
        if (bind.isUnresolved() || !bind.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException("The API listens on a loopback address only, not on " + text(bind)
                    + ", since it has no TLS and no token. Use 127.0.0.1 and a tunnel such as ssh -L.");
        }
    }

    private static String text(InetSocketAddress address) {
        String host = address.isUnresolved()
                ? address.getHostString()
                : address.getAddress().getHostAddress();
        return host + ":" + address.getPort();
    }

    /** Returns the port it listens on. */
    public int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /** Stops listening, closes all connections and waits up to five seconds for running requests. */
    @Override
    public void close() {
        listening.close().awaitUninterruptibly(HttpLimits.CLOSE_MILLIS);
        connections.close().awaitUninterruptibly(HttpLimits.CLOSE_MILLIS);
        workers.shutdown();
        try {
            if (!workers.awaitTermination(HttpLimits.CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
        if (ownGroup != null) {
            stop(ownGroup);
        }
    }

    private static void stop(EventLoopGroup group) {
        group.shutdownGracefully(0, HttpLimits.CLOSE_MILLIS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(2 * HttpLimits.CLOSE_MILLIS);
    }
}
