package carnet.benchmarks.load;

import carnet.cli.client.PreparedSubmission;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.pool.AbstractChannelPoolHandler;
import io.netty.channel.pool.ChannelHealthChecker;
import io.netty.channel.pool.ChannelPool;
import io.netty.channel.pool.FixedChannelPool;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests that are ready, over connections that stay open, with one thread: what makes the load shall not take the
 * processor from what is measured. Answers are judged later.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write ends the connection, which is seen there
final class Sender implements AutoCloseable {
    /** Connections to a node, which takes 384 from one address; more requests wait here for one, while their clocks run. */
    static final int MOST_OPEN = 320;

    private static final int CONNECT_MILLIS = 5_000;

    /** How long a connection may have been silent when it is used: a node ends one after twice that time. */
    private static final long MOST_SILENT_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final int ANSWER_SECONDS = 60;
    private static final int MAX_ANSWER_BYTES = 1 << 20;

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Map<String, ChannelPool> pools = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    Sender() {
        this(System::nanoTime);
    }

    /** Takes the clock by which connections grow old; answers have the machine's time. */
    Sender(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * What a node answered.
     *
     * @param atNanos when, by {@link System#nanoTime()}
     */
    record Answer(int status, byte[] body, long atNanos) {}

    /**
     * Opens the connections of a burst, unless they are open. What a node does not take now is opened when it is used.
     */
    void openForBurst(URI uri, int count) throws InterruptedException {
        ChannelPool pool = poolOf(uri);
        List<Future<Channel>> opening = new ArrayList<>();
        for (int i = 0; i < Math.min(count, MOST_OPEN); i++) {
            opening.add(pool.acquire());
        }
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CONNECT_MILLIS);
        for (Future<Channel> channel : opening) {
            channel.await(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
        for (Future<Channel> channel : opening) {
            channel.addListener((Future<Channel> opened) -> {
                if (opened.isSuccess()) {
                    pool.release(opened.getNow());
                }
            });
        }
    }

    /** Sends a request; returns at once. The answer fails when there is none in time. */
    CompletableFuture<Answer> send(PreparedSubmission submission) {
        CompletableFuture<Answer> answer = new CompletableFuture<Answer>().orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS);
        ChannelPool pool = poolOf(submission.uri());
        pool.acquire().addListener((Future<Channel> acquired) -> {
            if (acquired.isSuccess() && answer.isDone()) {
                pool.release(acquired.getNow());
            } else if (acquired.isSuccess()) {
                Channel channel = acquired.getNow();
                answer.whenComplete((value, failure) -> {
                    if (failure instanceof TimeoutException) {
                        channel.close();
                    }
                });
                channel.pipeline().get(Exchange.class).begin(channel, request(submission), answer);
            } else {
                answer.completeExceptionally(acquired.cause());
            }
        });
        return answer;
    }

    /** Waits for an answer. */
    static Answer await(CompletableFuture<Answer> answer) throws IOException, InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new IOException(
                    e.getCause() instanceof TimeoutException
                            ? "no answer within " + ANSWER_SECONDS + " s"
                            : "the request broke: " + e.getCause(),
                    e);
        }
    }

    private static FullHttpRequest request(PreparedSubmission submission) {
        FullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.POST,
                submission.uri().getRawPath(),
                Unpooled.wrappedBuffer(submission.body()));
        request.headers()
                .set(HttpHeaderNames.HOST, submission.uri().getAuthority())
                .set(HttpHeaderNames.CONTENT_TYPE, submission.contentType())
                .set(HttpHeaderNames.CONTENT_LENGTH, submission.body().length);
        return request;
    }

    private ChannelPool poolOf(URI uri) {
        return pools.computeIfAbsent(uri.getAuthority(), key -> pool(uri));
    }

    private ChannelPool pool(URI uri) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .option(ChannelOption.TCP_NODELAY, true)
                .remoteAddress(uri.getHost(), uri.getPort());
        CompletableFuture<ChannelPool> made = new CompletableFuture<>();
        AbstractChannelPoolHandler handler = new AbstractChannelPoolHandler() {
            @Override
            public void channelCreated(Channel channel) {
                channel.pipeline()
                        .addLast(new HttpClientCodec())
                        .addLast(new HttpObjectAggregator(MAX_ANSWER_BYTES))
                        .addLast(new Exchange(made.join(), nanoTime));
            }
        };
        ChannelHealthChecker usable = channel -> channel.eventLoop()
                .newSucceededFuture(channel.isActive()
                        && channel.pipeline().get(Exchange.class).wasUsedLately());
        ChannelPool pool = new FixedChannelPool(bootstrap, handler, usable, null, -1, MOST_OPEN, Integer.MAX_VALUE);
        made.complete(pool);
        return pool;
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    /** One connection: at most one request is under way on it. Used by the event loop only. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private static final class Exchange extends SimpleChannelInboundHandler<FullHttpResponse> {
        private final ChannelPool pool;
        private final LongSupplier nanoTime;
        private @Nullable CompletableFuture<Answer> awaited;
        private long usedAtNanos;

        Exchange(ChannelPool pool, LongSupplier nanoTime) {
            this.pool = pool;
            this.nanoTime = nanoTime;
            this.usedAtNanos = nanoTime.getAsLong();
        }

        boolean wasUsedLately() {
            return nanoTime.getAsLong() - usedAtNanos < MOST_SILENT_NANOS;
        }

        void begin(Channel channel, FullHttpRequest request, CompletableFuture<Answer> answer) {
            awaited = answer;
            channel.writeAndFlush(request);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
            long now = System.nanoTime();
            CompletableFuture<Answer> answer = awaited;
            awaited = null;
            usedAtNanos = nanoTime.getAsLong();
            if (answer != null) {
                byte[] body = ByteBufUtil.getBytes(response.content());
                answer.complete(new Answer(response.status().code(), body, now));
                pool.release(context.channel());
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            fail(context, new IOException("the node ended the connection"));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            fail(context, cause);
        }

        private void fail(ChannelHandlerContext context, Throwable cause) {
            CompletableFuture<Answer> answer = awaited;
            awaited = null;
            context.close();
            if (answer != null) {
                answer.completeExceptionally(cause);
                pool.release(context.channel());
            }
        }
    }
}
