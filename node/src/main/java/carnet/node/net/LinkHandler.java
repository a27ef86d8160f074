package carnet.node.net;

import carnet.consensus.codec.DecodeException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection that stands: signs of life both ways, and everything else to its sink. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or task ends the connection, which is seen there
final class LinkHandler extends SimpleChannelInboundHandler<Frame> {
    private static final Logger LOG = LoggerFactory.getLogger(LinkHandler.class);
    private static final byte[] NOTHING = new byte[0];

    private final Link link;
    private final FrameSink sink;
    private final NetTimings timings;
    private @Nullable ScheduledFuture<?> pings;

    LinkHandler(Link link, FrameSink sink, NetTimings timings) {
        this.link = link;
        this.sink = sink;
        this.timings = timings;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        pings = ctx.executor()
                .scheduleWithFixedDelay(
                        () -> ping(ctx), timings.pingMillis(), timings.pingMillis(), TimeUnit.MILLISECONDS);
    }

    private void ping(ChannelHandlerContext ctx) {
        boolean weRead = ctx.channel().config().isAutoRead();
        if (weRead && link.silentMillis() > timings.idleMillis()) {
            link.close(DisconnectReason.IDLE);
        } else if (!link.isClosing() && link.unsentBytes() == 0) {
            link.send(Frame.PING, NOTHING);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Frame frame) throws DecodeException {
        if (link.isClosing()) {
            return;
        }
        switch (frame.type()) {
            case Frame.PING -> {}
            case Frame.GOODBYE -> link.closeAsTold(frame.payload());
            case Frame.HELLO, Frame.PROOF -> link.close(DisconnectReason.MALFORMED);
            default -> {
                if (!sink.onFrame(frame)) {
                    link.countIgnored();
                }
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        if (pings != null) {
            pings.cancel(false);
        }
        super.channelInactive(ctx);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        DisconnectReason reason = Faults.reasonOf(cause);
        if (reason == DisconnectReason.INTERNAL_ERROR) {
            LOG.error("{}: a frame could not be dealt with", link, cause);
        }
        link.close(reason);
    }
}
