package carnet.node.net;

import carnet.consensus.codec.DecodeException;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.PublicKey;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The exchange that turns a TLS connection into a link (SPEC, "Hello"). The dialer speaks first, and the acceptor says
 * nothing to who does not belong here:
 *
 * <pre>
 *   dialer                    acceptor
 *     | HELLO                    |
 *     |-------------------------&gt;|  listed? same chain? not banned?
 *     |            HELLO, PROOF  |
 *     |&lt;-------------------------|
 *     | PROOF                    |
 *     |-------------------------&gt;|  both stand
 * </pre>
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or task ends the connection, which is seen there
final class HandshakeHandler extends SimpleChannelInboundHandler<Frame> {
    private enum Step {
        TLS,
        HELLO,
        PROOF
    }

    private final Link link;
    private final LocalNode self;
    private final Function<SslHandler, @Nullable PublicKey> keys;
    private final @Nullable NodeId expected;
    private final PeerTable table;
    private final FrameDecoder decoder;
    private final Function<Link, FrameSink> sinks;
    private @Nullable ScheduledFuture<?> timer;
    private Step step = Step.TLS;
    private byte[] ownHello = new byte[0];
    private byte[] peerHello = new byte[0];

    HandshakeHandler(
            Link link,
            LocalNode self,
            Function<SslHandler, @Nullable PublicKey> keys,
            @Nullable NodeId expected,
            PeerTable table,
            FrameDecoder decoder,
            Function<Link, FrameSink> sinks) {
        this.link = link;
        this.self = self;
        this.keys = keys;
        this.expected = expected;
        this.table = table;
        this.decoder = decoder;
        this.sinks = sinks;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        timer = ctx.executor()
                .schedule(
                        () -> {
                            if (!link.isUp()) {
                                link.close(DisconnectReason.HANDSHAKE_TIMEOUT);
                            }
                        },
                        self.timings().handshakeMillis(),
                        TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) throws Exception {
        link.reached();
        super.channelActive(ctx);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        if (event instanceof SslHandshakeCompletionEvent tls) {
            if (tls.isSuccess()) {
                begin(ctx);
            } else {
                link.close(Faults.reasonOf(tls.cause()));
            }
        }
        super.userEventTriggered(ctx, event);
    }

    private void begin(ChannelHandlerContext ctx) {
        PublicKey key = keys.apply(ctx.pipeline().get(SslHandler.class));
        if (key == null) {
            link.close(DisconnectReason.TLS_FAILED);
            return;
        }
        link.secured();
        NodeId id = NodeId.of(key);
        link.remote(new Remote(id, key, null, null));
        step = Step.HELLO;
        if (id.equals(self.id())) {
            link.close(DisconnectReason.SELF);
        } else if (!self.allows(key)) {
            link.close(DisconnectReason.NOT_ALLOWED);
        } else if (expected != null && !expected.equals(id)) {
            link.close(DisconnectReason.WRONG_KEY);
        } else if (link.dialed()) {
            sendHello();
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Frame frame) throws DecodeException {
        Remote remote = link.remote();
        if (link.isClosing() || remote == null) {
            return;
        }
        if (frame.type() == Frame.GOODBYE) {
            link.closeAsTold(frame.payload());
        } else if (step == Step.HELLO && frame.type() == Frame.HELLO) {
            onHello(ctx, remote, frame.payload());
        } else if (step == Step.PROOF && frame.type() == Frame.PROOF) {
            onProof(ctx, remote, frame.payload());
        } else {
            link.close(DisconnectReason.MALFORMED);
        }
    }

    private void onHello(ChannelHandlerContext ctx, Remote remote, byte[] payload) throws DecodeException {
        if (Hello.versionOf(payload) != Hello.VERSION) {
            link.close(DisconnectReason.WRONG_VERSION);
            return;
        }
        Hello hello = Hello.decode(payload);
        String seenFrom =
                ((InetSocketAddress) ctx.channel().remoteAddress()).getAddress().getHostAddress();
        link.remote(new Remote(remote.id(), remote.key(), hello, hello.address(seenFrom)));
        DisconnectReason refusal = judge(hello, remote);
        if (refusal != null) {
            link.close(refusal);
            return;
        }
        peerHello = payload;
        step = Step.PROOF;
        if (!link.dialed()) {
            sendHello();
            link.send(Frame.PROOF, proof(remote).sign(self.signingKey(), false));
        }
    }

    private @Nullable DisconnectReason judge(Hello hello, Remote remote) {
        if (!hello.genesis().equals(self.genesis())) {
            return DisconnectReason.WRONG_CHAIN;
        }
        if (!hello.key().equals(remote.key())) {
            return DisconnectReason.WRONG_KEY;
        }
        if (link.dialed() && hello.kind() != link.kind()) {
            return DisconnectReason.MALFORMED;
        }
        link.kind(hello.kind());
        return table.refusal(link, remote.id());
    }

    private void onProof(ChannelHandlerContext ctx, Remote remote, byte[] signature) {
        HelloProof proof = proof(remote);
        if (!proof.verify(signature, !link.dialed())) {
            link.close(DisconnectReason.BAD_SIGNATURE);
            return;
        }
        link.up();
        DisconnectReason refusal = table.admit(link, () -> {
            if (link.dialed()) {
                link.send(Frame.PROOF, proof.sign(self.signingKey(), true));
            }
        });
        if (refusal != null) {
            link.close(refusal);
            return;
        }
        decoder.allow(link.kind().frameMaxBytes());
        ctx.pipeline().replace(this, "link", new LinkHandler(link, sinks.apply(link), self.timings()));
    }

    private void sendHello() {
        ownHello = self.hello(link.kind()).encode();
        link.send(Frame.HELLO, ownHello);
    }

    private HelloProof proof(Remote remote) {
        return link.dialed()
                ? new HelloProof(self.genesis(), link.kind(), ownHello, peerHello, self.key(), remote.key())
                : new HelloProof(self.genesis(), link.kind(), peerHello, ownHello, remote.key(), self.key());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        DisconnectReason reason = Faults.reasonOf(cause);
        boolean refused = link.dialed()
                && step == Step.HELLO
                && reason != DisconnectReason.MALFORMED
                && reason != DisconnectReason.INTERNAL_ERROR;
        link.close(refused ? DisconnectReason.REFUSED_BY_PEER : reason);
    }
}
