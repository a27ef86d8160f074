package carnet.node.net;

import carnet.crypto.sign.PublicKey;
import carnet.crypto.sign.SigningKey;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** TLS 1.3 and nothing older, both sides with their node's certificate. */
final class NodeTls implements AutoCloseable {
    private static final String PROTOCOL = "TLSv1.3";

    /** A slow reader must not keep a closing connection alive. */
    private static final int CLOSE_NOTIFY_MILLIS = 500;

    /** A resumed session skips the certificate check and so proves no key; none is kept longer than this. */
    private static final int SESSION_SECONDS = 1;

    /** TLS 1.3 needs three flights, and one for session tickets. */
    private static final int WARM_UP_FLIGHTS = 4;

    private final TlsKind kind;
    private final PinnedTrust trust;
    private final SslContext server;
    private final SslContext client;
    private final Executor tasks;
    private final int handshakeMillis;

    /**
     * Prepares both sides.
     *
     * @param tasks runs Java's arithmetic of the handshake, so that strangers' handshakes do not hold up the event loops
     */
    NodeTls(SigningKey key, Predicate<PublicKey> trusted, TlsKind kind, Executor tasks, int handshakeMillis) {
        NodeCertificate own = NodeCertificate.of(key);
        trust = new PinnedTrust(trusted);
        this.kind = kind;
        this.tasks = tasks;
        this.handshakeMillis = handshakeMillis;
        try {
            server = prepared(SslContextBuilder.forServer(own.privateKey(), own.certificate()))
                    .clientAuth(ClientAuth.REQUIRE)
                    .build();
            client = prepared(SslContextBuilder.forClient())
                    .keyManager(own.privateKey(), own.certificate())
                    .endpointIdentificationAlgorithm(null)
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("this machine cannot speak TLS 1.3 with a P-256 certificate", e);
        }
    }

    private SslContextBuilder prepared(SslContextBuilder side) {
        return side.sslProvider(kind.provider())
                .protocols(PROTOCOL)
                .ciphers(kind.ciphers())
                .trustManager(trust)
                .sessionCacheSize(1)
                .sessionTimeout(SESSION_SECONDS);
    }

    /**
     * Shakes hands with itself in memory. The first handshake of a process is many times slower than the next, on a
     * small board slower than the time limit, and a Java without P-256 or TLS 1.3 is found out before anybody dials.
     *
     * @return the cipher between two machines like this one
     * @throws SSLException when the handshake fails
     */
    String proveAndWarmUp() throws SSLException {
        SslHandler dialer = client.newHandler(ByteBufAllocator.DEFAULT);
        SslHandler acceptor = server.newHandler(ByteBufAllocator.DEFAULT);
        EmbeddedChannel near = new EmbeddedChannel(dialer);
        EmbeddedChannel far = new EmbeddedChannel(acceptor);
        for (int i = 0; i < WARM_UP_FLIGHTS; i++) {
            carry(near, far);
            carry(far, near);
        }
        boolean proven = dialer.handshakeFuture().isSuccess()
                && acceptor.handshakeFuture().isSuccess();
        String cipher = dialer.engine().getSession().getCipherSuite();
        near.finishAndReleaseAll();
        far.finishAndReleaseAll();
        if (!proven) {
            throw new SSLException("this Java cannot complete a TLS 1.3 handshake with a P-256 certificate;"
                    + " use an OpenJDK 17 or newer with its default security settings");
        }
        return cipher;
    }

    private static void carry(EmbeddedChannel from, EmbeddedChannel to) {
        for (Object bytes = from.readOutbound(); bytes != null; bytes = from.readOutbound()) {
            to.writeInbound(bytes);
        }
    }

    /** Returns the TLS handler of one new connection. No peer name is given to it, so no session is ever resumed. */
    SslHandler handler(boolean dialed, ByteBufAllocator allocator) {
        SslHandler handler = (dialed ? client : server).newHandler(allocator, tasks);
        if (kind.provider() == SslProvider.JDK) {
            SSLParameters parameters = handler.engine().getSSLParameters();
            parameters.setUseCipherSuitesOrder(false);
            handler.engine().setSSLParameters(parameters);
        }
        handler.setHandshakeTimeoutMillis(handshakeMillis);
        handler.setCloseNotifyFlushTimeoutMillis(CLOSE_NOTIFY_MILLIS);
        return handler;
    }

    /** Returns the node key that the other side proved in this handshake; null when it resumed a session instead. */
    @Nullable
    PublicKey provenTo(SslHandler handler) {
        return trust.provenTo(handler.engine());
    }

    /** Gives back what lies outside Java's heap, when the last connection has ended. Its handlers stay usable. */
    @Override
    public void close() {
        ReferenceCountUtil.release(server);
        ReferenceCountUtil.release(client);
    }
}
