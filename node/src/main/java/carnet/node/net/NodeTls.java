package carnet.node.net;

import carnet.crypto.sign.PublicKey;
import carnet.crypto.sign.SigningKey;
import io.netty.buffer.ByteBufAllocator;
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

    /** ChaCha20 first: small boards have no AES instructions. */
    private static final List<String> CIPHERS =
            List.of("TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256");

    /** A slow reader must not keep a closing connection alive. */
    private static final int CLOSE_NOTIFY_MILLIS = 500;

    /** A resumed session would skip the certificate check, so none is kept longer than this. */
    private static final int SESSION_SECONDS = 1;

    private final SslContext server;
    private final SslContext client;
    private final Executor tasks;
    private final int handshakeMillis;

    /**
     * Prepares both sides.
     *
     * @param tasks runs the handshake's arithmetic, so that strangers' handshakes do not hold up the event loops
     */
    NodeTls(SigningKey key, Predicate<PublicKey> trusted, Executor tasks, int handshakeMillis) {
        NodeCertificate own = NodeCertificate.of(key);
        PinnedTrust trust = new PinnedTrust(trusted);
        this.tasks = tasks;
        this.handshakeMillis = handshakeMillis;
        try {
            server = SslContextBuilder.forServer(own.privateKey(), own.certificate())
                    .sslProvider(SslProvider.JDK)
                    .protocols(PROTOCOL)
                    .ciphers(CIPHERS)
                    .clientAuth(ClientAuth.REQUIRE)
                    .trustManager(trust)
                    .sessionCacheSize(1)
                    .sessionTimeout(SESSION_SECONDS)
                    .build();
            client = SslContextBuilder.forClient()
                    .keyManager(own.privateKey(), own.certificate())
                    .sslProvider(SslProvider.JDK)
                    .protocols(PROTOCOL)
                    .ciphers(CIPHERS)
                    .trustManager(trust)
                    .endpointIdentificationAlgorithm(null)
                    .sessionCacheSize(1)
                    .sessionTimeout(SESSION_SECONDS)
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("this Java cannot speak TLS 1.3 with an Ed25519 certificate", e);
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
