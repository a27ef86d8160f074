package carnet.node.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Cuts the byte stream into frames. The length is judged before anything is allocated, memory grows only with bytes
 * that really came, and a frame that began must end in time.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or task ends the connection, which is seen there
final class FrameDecoder extends ByteToMessageDecoder {
    private final Link link;
    private final int bodyMillis;
    private int frameMaxBytes = NetLimits.HELLO_FRAME_MAX_BYTES;
    private boolean midFrame;
    private boolean watching;
    private boolean broken;
    private long frameBeganNanos;
    private long frameBytes;

    FrameDecoder(Link link, int bodyMillis) {
        this.link = link;
        this.bodyMillis = bodyMillis;
    }

    /** Sets the limit for the frames that follow. */
    void allow(int maxBytes) {
        frameMaxBytes = maxBytes;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        link.heard();
        super.channelRead(ctx, message);
        if (midFrame && !watching) {
            watch(ctx, bodyMillis);
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (!midFrame) {
            midFrame = true;
            frameBeganNanos = System.nanoTime();
            frameBytes = 0;
        }
        if (broken) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (in.readableBytes() < Frame.LENGTH_BYTES) {
            return;
        }
        long length = in.getUnsignedInt(in.readerIndex());
        if (length < 1 || length > frameMaxBytes) {
            broken = true;
            in.skipBytes(in.readableBytes());
            link.close(length < 1 ? DisconnectReason.MALFORMED : DisconnectReason.FRAME_TOO_LONG);
            return;
        }
        frameBytes = length;
        if (in.readableBytes() < Frame.LENGTH_BYTES + length) {
            return;
        }
        in.skipBytes(Frame.LENGTH_BYTES);
        int type = in.readUnsignedByte();
        byte[] payload = new byte[(int) length - 1];
        in.readBytes(payload);
        midFrame = false;
        link.countIn(payload.length);
        out.add(new Frame(type, payload));
    }

    private void watch(ChannelHandlerContext ctx, long millis) {
        watching = true;
        ctx.executor().schedule(() -> look(ctx), millis, TimeUnit.MILLISECONDS);
    }

    private void look(ChannelHandlerContext ctx) {
        watching = false;
        if (!midFrame || ctx.isRemoved()) {
            return;
        }
        if (!ctx.channel().config().isAutoRead()) {
            frameBeganNanos = System.nanoTime();
        }
        long allowedMillis = bodyMillis + frameBytes / NetLimits.FRAME_MIN_BYTES_PER_MILLI;
        long leftMillis = allowedMillis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - frameBeganNanos);
        if (leftMillis > 0) {
            watch(ctx, leftMillis);
        } else {
            broken = true;
            link.close(DisconnectReason.BODY_STALLED);
        }
    }
}
