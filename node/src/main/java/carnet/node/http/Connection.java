package carnet.node.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: takes one request at a time, answers it, then reads on, so that pipelined requests are answered in order
 * and a sender is never read faster than it is served. A request refused by its header or body ends the connection.
 *
 * <p>The reading is switched by auto-read below a flow control handler and not by single reads: those would call each
 * other once per piece of a body, as deep as a hostile sender likes.
 */
final class Connection extends SimpleChannelInboundHandler<HttpObject> {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final Serving serving;
    private final Deadline deadline = new Deadline();
    private @Nullable Incoming incoming;
    private @Nullable EventStream events;
    private State state = State.WAITING;

    /** What the connection waits for. */
    private enum State {
        /** For the header of a request. */
        WAITING,
        /** For the rest of its body. */
        READING,
        /** For the handler, and for the reader of the response. */
        ANSWERING,
        /** For the sender to read why it is refused and to hang up. */
        REFUSED
    }

    Connection(Serving serving) {
        this.serving = serving;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        awaitRequest(ctx);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        deadline.cancel();
        if (state == State.READING && incoming != null) {
            incoming.body().release();
        }
        state = State.REFUSED;
        if (events != null) {
            events.end();
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
        if (state == State.WAITING && message instanceof HttpRequest head) {
            String id = serving.requestIds().get();
            try {
                begin(ctx, Incoming.of(id, head, serving));
            } catch (Refusal refusal) {
                refuse(ctx, refusal, id);
            }
        } else if (state == State.READING && message instanceof HttpContent piece && incoming != null) {
            try {
                proceed(ctx, incoming, piece);
            } catch (Refusal refusal) {
                refuse(ctx, refusal, incoming.id());
            }
        }
    }

    private void awaitRequest(ChannelHandlerContext ctx) {
        incoming = null;
        state = State.WAITING;
        deadline.set(ctx, serving.settings().idleTimeoutMillis(), () -> hangUp(ctx));
        ctx.channel().config().setAutoRead(true);
    }

    private void begin(ChannelHandlerContext ctx, Incoming request) {
        incoming = request;
        state = State.READING;
        deadline.set(ctx, serving.settings().bodyTimeoutMillis(), () -> {
            String message =
                    "The body did not arrive within " + serving.settings().bodyTimeoutMillis()
                            + " ms after the header. Send it faster or in smaller parts.";
            refuse(ctx, new Refusal(408, "REQUEST_TIMEOUT", message), request.id());
        });
        if (HttpUtil.is100ContinueExpected(request.head())) {
            ctx.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE))
                    .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        }
    }

    private void proceed(ChannelHandlerContext ctx, Incoming request, HttpContent piece) throws Refusal {
        HeadCheck.decoded(piece.decoderResult());
        request.body().append(piece.content());
        if (!(piece instanceof LastHttpContent)) {
            return;
        }
        state = State.ANSWERING;
        deadline.cancel();
        ctx.channel().config().setAutoRead(false);
        try {
            serving.workers()
                    .execute(() ->
                            Call.run(request, reply -> ctx.executor().execute(() -> answer(ctx, request, reply))));
        } catch (RejectedExecutionException e) {
            throw Refusal.busy();
        }
    }

    private void answer(ChannelHandlerContext ctx, Incoming request, Reply reply) {
        if (reply instanceof Reply.Whole whole) {
            answerWhole(ctx, request, whole);
        } else if (reply instanceof Reply.Streamed streamed) {
            answerStreamed(ctx, request, streamed);
        } else if (reply instanceof Reply.Events told) {
            answerEvents(ctx, request, told);
        } else {
            throw new IllegalStateException("a reply that comes later is not one to send");
        }
    }

    private void answerWhole(ChannelHandlerContext ctx, Incoming request, Reply.Whole whole) {
        awaitReader(ctx);
        ctx.writeAndFlush(response(whole, request.keepAlive()))
                .addListener(sent -> ended(ctx, sent.isSuccess() && request.keepAlive()));
    }

    private void answerStreamed(ChannelHandlerContext ctx, Incoming request, Reply.Streamed streamed) {
        HttpResponse head =
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(streamed.status()));
        fill(head, Reply.OCTETS, streamed.lengthBytes(), streamed.headers(), request.keepAlive());
        awaitReader(ctx);
        ctx.write(head).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        new Stream(
                        ctx,
                        serving.workers(),
                        streamed,
                        () -> awaitReader(ctx),
                        whole -> ended(ctx, whole && request.keepAlive()))
                .pull();
    }

    /** Reads on, or it would not be seen that the reader hung up; what it sends is passed over. */
    private void answerEvents(ChannelHandlerContext ctx, Incoming request, Reply.Events told) {
        if (!ctx.channel().isActive()) {
            return;
        }
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        fill(head, EventStream.CONTENT_TYPE, Map.of(), false);
        HttpUtil.setTransferEncodingChunked(head, true);
        EventStream stream = new EventStream(ctx, told.watched(), () -> hangUp(ctx));
        if (stream.start(head)) {
            events = stream;
            ctx.channel().config().setAutoRead(true);
        } else {
            answerWhole(ctx, request, (Reply.Whole) Reply.refusal(Refusal.busy(), request.id()));
        }
    }

    private void awaitReader(ChannelHandlerContext ctx) {
        deadline.set(ctx, serving.settings().writeTimeoutMillis(), () -> hangUp(ctx));
    }

    private void ended(ChannelHandlerContext ctx, boolean goOn) {
        deadline.cancel();
        if (goOn) {
            awaitRequest(ctx);
        } else {
            hangUp(ctx);
        }
    }

    private void refuse(ChannelHandlerContext ctx, Refusal refusal, String id) {
        if (incoming != null) {
            incoming.body().release();
        }
        state = State.REFUSED;
        LOG.debug("request {} refused: {}", id, refusal.code());
        deadline.set(ctx, HttpLimits.LINGER_MILLIS, () -> hangUp(ctx));
        Reply reply = Reply.refusal(refusal, id);
        ctx.writeAndFlush(response((Reply.Whole) reply, false)).addListener(sent -> {
            if (sent.isSuccess() && ctx.channel() instanceof DuplexChannel duplex) {
                duplex.shutdownOutput().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
                duplex.config().setAutoRead(true);
            } else {
                hangUp(ctx);
            }
        });
    }

    private static void hangUp(ChannelHandlerContext ctx) {
        ChannelFuture unused = ctx.close();
    }

    static FullHttpResponse response(Reply.Whole whole, boolean keepAlive) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(whole.status()), Unpooled.wrappedBuffer(whole.body()));
        fill(response, whole.contentType(), whole.body().length, whole.headers(), keepAlive);
        return response;
    }

    private static void fill(
            HttpResponse response, String type, long lengthBytes, Map<String, String> headers, boolean keepAlive) {
        fill(response, type, headers, keepAlive);
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, lengthBytes);
    }

    private static void fill(HttpResponse response, String type, Map<String, String> headers, boolean keepAlive) {
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, type)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set("x-content-type-options", "nosniff")
                .set(HttpHeaderNames.CONNECTION, keepAlive ? "keep-alive" : "close");
        headers.forEach((name, value) -> response.headers().set(name, value));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.warn("a connection is closed", cause);
        }
        hangUp(ctx);
    }
}
