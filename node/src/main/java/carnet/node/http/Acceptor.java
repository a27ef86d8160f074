package carnet.node.http;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.flow.FlowControlHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Takes a new connection, or turns it away when there are too many. */
final class Acceptor extends ChannelInitializer<SocketChannel> {
    private final Serving serving;
    private final ChannelGroup connections;
    private final ConnectionCount count;

    Acceptor(Serving serving, ChannelGroup connections) {
        this.serving = serving;
        this.connections = connections;
        this.count = new ConnectionCount(
                serving.settings().connectionsPerAddress(), serving.settings().connectionsTotal());
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        InetSocketAddress remote = channel.remoteAddress();
        if (remote == null || !count.enter(remote.getAddress())) {
            turnAway(channel);
            return;
        }
        InetAddress address = remote.getAddress();
        channel.closeFuture().addListener(closed -> count.leave(address));
        connections.add(channel);
        HttpDecoderConfig decoding = new HttpDecoderConfig()
                .setMaxInitialLineLength(HttpLimits.REQUEST_LINE_BYTES)
                .setMaxHeaderSize(HttpLimits.HEADER_BYTES)
                .setMaxChunkSize(HttpLimits.BODY_PIECE_BYTES);
        channel.pipeline()
                .addLast(new HttpServerCodec(decoding))
                .addLast(new FlowControlHandler())
                .addLast(new Connection(serving));
    }

    private void turnAway(SocketChannel channel) {
        channel.config().setAutoRead(false);
        channel.pipeline().addLast(new HttpResponseEncoder());
        Refusal refusal = Refusal.busy(
                "TOO_MANY_CONNECTIONS",
                "The node has as many connections as it takes. Close some or try again in a second.",
                HttpLimits.BUSY_RETRY_MILLIS);
        Reply.Whole reply =
                (Reply.Whole) Reply.refusal(refusal, serving.requestIds().get());
        channel.writeAndFlush(Connection.response(reply, false)).addListener(ChannelFutureListener.CLOSE);
    }
}
