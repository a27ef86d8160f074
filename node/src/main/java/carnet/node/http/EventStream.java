package carnet.node.http;

import carnet.node.api.NodeEvent;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells one reader what happens, as server-sent events (WHATWG HTML, section 9.2). A reader that falls too far behind is
 * hung up on: it comes again and reads the node's state. Used on the connection's event loop, but for what is told.
 */
final class EventStream {
    static final String CONTENT_TYPE = "text/event-stream; charset=utf-8";

    private static final byte[] ALIVE = ":\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = {'\n', '\n'};

    private final ChannelHandlerContext ctx;
    private final Reply.Watched watched;
    private final Runnable hangUp;
    private long unsentBytes;
    private @Nullable Runnable stop;
    private @Nullable ScheduledFuture<?> alive;

    EventStream(ChannelHandlerContext ctx, Reply.Watched watched, Runnable hangUp) {
        this.ctx = ctx;
        this.watched = watched;
        this.hangUp = hangUp;
    }

    /** Returns false when too many read already. */
    boolean start(HttpResponse head) {
        stop = watched.watch(event -> {
            byte[] bytes = bytes(event);
            ctx.executor().execute(() -> write(bytes));
        });
        if (stop == null) {
            return false;
        }
        ctx.writeAndFlush(head).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        alive = ctx.executor()
                .scheduleAtFixedRate(() -> write(ALIVE), 0, HttpLimits.EVENT_ALIVE_MILLIS, TimeUnit.MILLISECONDS);
        return true;
    }

    /** The connection is gone. */
    void end() {
        if (stop != null) {
            stop.run();
            stop = null;
        }
        if (alive != null) {
            alive.cancel(false);
        }
    }

    private void write(byte[] bytes) {
        if (!ctx.channel().isActive()) {
            return;
        }
        if (unsentBytes > HttpLimits.EVENT_UNSENT_BYTES) {
            hangUp.run();
            return;
        }
        unsentBytes += bytes.length;
        ctx.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(bytes))).addListener(sent -> {
            unsentBytes -= bytes.length;
            if (!sent.isSuccess()) {
                hangUp.run();
            }
        });
    }

    private static byte[] bytes(NodeEvent event) {
        byte[] data = Json.write(event);
        byte[] head = ("event: " + event.name() + "\ndata: ").getBytes(StandardCharsets.US_ASCII);

        return ByteBuffer.allocate(head.length + data.length + 2)
                .put(head)
                .put(data)
                .put(END)
                .array();
    }
}
