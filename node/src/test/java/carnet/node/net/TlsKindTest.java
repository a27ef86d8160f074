package carnet.node.net;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.crypto.sign.PublicKey;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.ReferenceCounted;
import io.netty.util.ResourceLeakDetector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of TLS speaks with every other, in both roles, and refuses the same. */
class TlsKindTest {
    private static final String AES = "TLS_AES_128_GCM_SHA256";
    private static final String CHACHA = "TLS_CHACHA20_POLY1305_SHA256";

    /** Offers as BoringSSL does on a processor without AES instructions. */
    private static final TlsKind OF_A_SMALL_BOARD = new TlsKind(SslProvider.JDK, List.of(CHACHA, AES), "board");

    static {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    }

    static Stream<TlsKind> kinds() {
        TlsKind best = TlsKind.ofThisMachine();
        return best.provider() == SslProvider.JDK
                ? Stream.of(TlsKind.java(true))
                : Stream.of(TlsKind.java(true), TlsKind.boringSsl());
    }

    static Stream<Arguments> pairs() {
        return kinds().flatMap(dialer -> kinds().map(acceptor -> Arguments.of(dialer, acceptor)));
    }

    static Stream<Arguments> pairsWithABoard() {
        return kinds().flatMap(kind -> Stream.of(
                Arguments.of(OF_A_SMALL_BOARD, kind),
                Arguments.of(TlsKind.java(false), kind),
                Arguments.of(kind, TlsKind.java(false))));
    }

    @Test
    @EnabledOnOs(
            value = OS.LINUX,
            architectures = {"amd64", "aarch64"})
    void whereNodesRunBoringSslIsUsed() {
        assertThat(TlsKind.ofThisMachine()).isEqualTo(TlsKind.boringSsl());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theCipherBetweenLikeMachinesIsTheBestOfThese(TlsKind kind) throws SSLException {
        try (NodeTls tls = tls(1, peer -> true, kind)) {
            assertThat(tls.proveAndWarmUp()).isIn(AES, CHACHA);
        }
    }

    @ParameterizedTest
    @MethodSource("pairsWithABoard")
    void aMachineWithoutAesInstructionsDecidesTheCipher(TlsKind dialer, TlsKind acceptor) {
        try (Pair pair = new Pair(dialer, acceptor, peer -> true, peer -> true)) {
            assertThat(pair.cipher()).isEqualTo(CHACHA);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void bytesPassBothWays(TlsKind dialer, TlsKind acceptor) {
        byte[] bytes = new byte[100_000];
        new Random(1).nextBytes(bytes);
        try (Pair pair = new Pair(dialer, acceptor, peer -> true, peer -> true)) {
            assertThat(Pair.pass(bytes, pair.near, pair.far)).isEqualTo(bytes);
            assertThat(Pair.pass(bytes, pair.far, pair.near)).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void whoIsNotListedIsRefusedInTheHandshakeByEitherSide(TlsKind dialer, TlsKind acceptor) {
        try (Pair pair = new Pair(dialer, acceptor, peer -> false, peer -> true)) {
            assertThat(Faults.reasonOf(pair.dialer.handshakeFuture().cause())).isEqualTo(DisconnectReason.NOT_ALLOWED);
            assertThat(pair.acceptor.handshakeFuture().isSuccess()).isFalse();
        }
        try (Pair pair = new Pair(dialer, acceptor, peer -> true, peer -> false)) {
            assertThat(Faults.reasonOf(pair.acceptor.handshakeFuture().cause()))
                    .isEqualTo(DisconnectReason.NOT_ALLOWED);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void everyConnectionChecksTheCertificateAnew(TlsKind dialerKind, TlsKind acceptorKind) {
        List<PublicKey> seenByDialer = new ArrayList<>();
        List<PublicKey> seenByAcceptor = new ArrayList<>();
        try (NodeTls dialer = tls(1, seenByDialer::add, dialerKind);
                NodeTls acceptor = tls(2, seenByAcceptor::add, acceptorKind)) {
            for (int i = 1; i <= 3; i++) {
                try (Pair pair = new Pair(dialer, acceptor)) {
                    assertThat(Pair.pass(new byte[9], pair.far, pair.near)).hasSize(9);
                    assertThat(dialer.provenTo(pair.dialer))
                            .isEqualTo(Network.key(2).publicKey());
                    assertThat(acceptor.provenTo(pair.acceptor))
                            .isEqualTo(Network.key(1).publicKey());
                }
                assertThat(seenByDialer).hasSize(i);
                assertThat(seenByAcceptor).hasSize(i);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aConnectionThatEndedKeepsNothingOutsideTheHeap(TlsKind kind) {
        Pair pair = new Pair(kind, kind, peer -> true, peer -> true);
        pair.close();
        for (SslHandler side : List.of(pair.dialer, pair.acceptor)) {
            if (side.engine() instanceof ReferenceCounted engine) {
                assertThat(engine.refCnt()).isZero();
            }
        }
    }

    static NodeTls tls(int number, Predicate<PublicKey> trusted, TlsKind kind) {
        return new NodeTls(Network.key(number), trusted, kind, Runnable::run, 10_000);
    }

    /** A connection in memory, after as many flights as a handshake needs. */
    private static final class Pair implements AutoCloseable {
        final SslHandler dialer;
        final SslHandler acceptor;
        final EmbeddedChannel near;
        final EmbeddedChannel far;

        private final List<NodeTls> own;

        /** The two stay with whoever made them. */
        Pair(NodeTls dialing, NodeTls accepting) {
            this(
                    dialing.handler(true, ByteBufAllocator.DEFAULT),
                    accepting.handler(false, ByteBufAllocator.DEFAULT),
                    List.of());
        }

        Pair(TlsKind dialer, TlsKind acceptor, Predicate<PublicKey> byDialer, Predicate<PublicKey> byAcceptor) {
            this(List.of(tls(1, byDialer, dialer), tls(2, byAcceptor, acceptor)));
        }

        private Pair(List<NodeTls> own) {
            this(
                    own.get(0).handler(true, ByteBufAllocator.DEFAULT),
                    own.get(1).handler(false, ByteBufAllocator.DEFAULT),
                    own);
        }

        Pair(SslHandler dialer, SslHandler acceptor, List<NodeTls> own) {
            this.dialer = dialer;
            this.acceptor = acceptor;
            this.own = own;
            near = new EmbeddedChannel(dialer, new Swallower());
            far = new EmbeddedChannel(acceptor, new Swallower());
            for (int flight = 0; flight < 4; flight++) {
                carry(near, far);
                carry(far, near);
            }
        }

        String cipher() {
            assertThat(dialer.handshakeFuture().isSuccess()).isTrue();
            return acceptor.engine().getSession().getCipherSuite();
        }

        static byte[] pass(byte[] bytes, EmbeddedChannel from, EmbeddedChannel to) {
            from.writeOutbound(Unpooled.wrappedBuffer(bytes));
            carry(from, to);
            ByteBuf all = Unpooled.buffer();
            for (ByteBuf part = to.readInbound(); part != null; part = to.readInbound()) {
                all.writeBytes(part);
                part.release();
            }
            return Arrays.copyOf(all.array(), all.readableBytes());
        }

        private static void carry(EmbeddedChannel from, EmbeddedChannel to) {
            for (Object bytes = from.readOutbound(); bytes != null; bytes = from.readOutbound()) {
                if (to.isOpen()) {
                    to.writeInbound(bytes);
                } else {
                    ReferenceCountUtil.release(bytes);
                }
            }
        }

        @Override
        public void close() {
            near.finishAndReleaseAll();
            far.finishAndReleaseAll();
            own.forEach(NodeTls::close);
        }
    }

    /** What the TLS handler reports is read from its future. */
    private static final class Swallower extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {}
    }
}
