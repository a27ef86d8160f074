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
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/** TLS 1.3 and nothing older, both sides with their node's certificate. */
final class NodeTls {
    private static final String PROTOCOL = "TLSv1.3";

    /** A slow reader must not keep a closing connection alive. */
    private static final int CLOSE_NOTIFY_MILLIS = 500;

    /** A resumed session would skip the certificate check, so none is kept longer than this. */
    private static final int SESSION_SECONDS = 1;

    /** TLS 1.3 needs three flights, and one for session tickets. */
    private static final int WARM_UP_FLIGHTS = 4;

    private final SslContext server;
    private final SslContext client;
    private final Executor tasks;
    private final int handshakeMillis;

    /**
     * Prepares both sides.
     *
     * @param ciphers what is offered and taken, the best first; see {@link CipherSuites}
     * @param tasks runs the handshake's arithmetic, so that strangers' handshakes do not hold up the event loops
     */
    NodeTls(SigningKey key, Predicate<PublicKey> trusted, List<String> ciphers, Executor tasks, int handshakeMillis) {
        NodeCertificate own = NodeCertificate.of(key);
        PinnedTrust trust = new PinnedTrust(trusted);
        this.tasks = tasks;
        this.handshakeMillis = handshakeMillis;
        try {
            server = SslContextBuilder.forServer(own.privateKey(), own.certificate())
                    .sslProvider(SslProvider.JDK)
                    .protocols(PROTOCOL)
                    .ciphers(ciphers)
                    .clientAuth(ClientAuth.REQUIRE)
                    .trustManager(trust)
                    .sessionCacheSize(1)
                    .sessionTimeout(SESSION_SECONDS)
                    .build();
            client = SslContextBuilder.forClient()
                    .keyManager(own.privateKey(), own.certificate())
                    .sslProvider(SslProvider.JDK)
                    .protocols(PROTOCOL)
                    .ciphers(ciphers)
                    .trustManager(trust)
                    .endpointIdentificationAlgorithm(null)
                    .sessionCacheSize(1)
                    .sessionTimeout(SESSION_SECONDS)
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("this Java cannot speak TLS 1.3 with an Ed25519 certificate", e);
        }
    }

    /**
     * Shakes hands with itself in memory. The first handshake of a process is many times slower than the next, on a
     * small board slower than the time limit, and a Java without Ed25519 or TLS 1.3 is found out before anybody dials.
     *
     * @throws SSLException when the handshake fails
     */
    void proveAndWarmUp() throws SSLException {
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
        near.finishAndReleaseAll();
        far.finishAndReleaseAll();
        if (!proven) {
            throw new SSLException("this Java cannot complete a TLS 1.3 handshake with an Ed25519 certificate;"
                    + " use an OpenJDK 17 or newer with its default security settings");
        }
    }

    private static void carry(EmbeddedChannel from, EmbeddedChannel to) {
        for (Object bytes = from.readOutbound(); bytes != null; bytes = from.readOutbound()) {
            to.writeInbound(bytes);
        }
    }

    /** Returns the TLS handler of one new connection. No peer name is given to it, so no session is ever resumed. */
    SslHandler handler(boolean dialed, ByteBufAllocator allocator) {
        SslHandler handler = (dialed ? client : server).newHandler(allocator, tasks);
        SSLParameters parameters = handler.engine().getSSLParameters();
        parameters.setUseCipherSuitesOrder(true);
        handler.engine().setSSLParameters(parameters);
        handler.setHandshakeTimeoutMillis(handshakeMillis);
        handler.setCloseNotifyFlushTimeoutMillis(CLOSE_NOTIFY_MILLIS);
        return handler;
    }
}
