package carnet.node.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a body piece by piece: reads one on a worker, writes it on the event loop, and reads the next after the kernel has
 * taken all of it. So one piece is in memory, and one copy of it while it is written. When a piece cannot be had, the
 * connection is cut, which the reader sees as a body shorter than announced.
 */
final class Stream {
    private static final Logger LOG = LoggerFactory.getLogger(Stream.class);

    private final ChannelHandlerContext ctx;
    private final Executor workers;
    private final Reply.Streamed reply;
    private final Runnable writing;
    private final Consumer<Boolean> ended;
    private long sentBytes;

    /**
     * Creates a stream.
     *
     * @param writing called before each piece is written
     * @param ended called once, with whether all announced bytes were sent
     */
    Stream(
            ChannelHandlerContext ctx,
            Executor workers,
            Reply.Streamed reply,
            Runnable writing,
            Consumer<Boolean> ended) {
        this.ctx = ctx;
        this.workers = workers;
        this.reply = reply;
        this.writing = writing;
        this.ended = ended;
    }

    void pull() {
        try {
            workers.execute(this::read);
        } catch (RejectedExecutionException e) {
            LOG.warn("a download is cut: no worker is free");
            ended.accept(false);
        }
    }

    private void read() {
        try {
            byte[] piece = reply.pieces().next();
            ctx.executor().execute(() -> write(piece));
        } catch (IOException | RuntimeException e) {
            LOG.warn("a download is cut: {}", e.toString());
            ctx.executor().execute(() -> ended.accept(false));
        }
    }

    private void write(byte @Nullable [] piece) {
        writing.run();
        if (piece == null) {
            ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT)
                    .addListener(sent -> ended.accept(sent.isSuccess() && sentBytes == reply.lengthBytes()));
            return;
        }
        sentBytes += piece.length;
        ctx.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(piece))).addListener(sent -> {
            if (sent.isSuccess()) {
                pull();
            } else {
                ended.accept(false);
            }
        });
    }
}
