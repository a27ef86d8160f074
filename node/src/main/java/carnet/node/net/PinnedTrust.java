package carnet.node.net;

import carnet.crypto.sign.PublicKey;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Predicate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts exactly the keys of listed nodes, and refuses everybody else inside the TLS handshake. No authority, no name
 * and no date takes part in the verdict.
 */
final class PinnedTrust extends X509ExtendedTrustManager {
    private final Predicate<PublicKey> trusted;
    private final Map<SSLEngine, PublicKey> proven = Collections.synchronizedMap(new WeakHashMap<>());

    PinnedTrust(Predicate<PublicKey> trusted) {
        this.trusted = trusted;
    }

    /** The certificate names a key that is not listed, proven or not. */
    static final class UnlistedKeyException extends CertificateException {
        UnlistedKeyException() {
            super("the key is not one of the listed nodes");
        }
    }

    private PublicKey check(X509Certificate[] chain) throws CertificateException {
        if (chain.length != 1) {
            throw new CertificateException("exactly one certificate is expected");
        }
        return NodeCertificate.keyOf(chain[0], trusted);
    }

    /** Returns the key that was trusted in the handshake of {@code engine}, or null when it checked no certificate. */
    @Nullable
    PublicKey provenTo(SSLEngine engine) {
        return proven.get(engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        proven.put(engine, check(chain));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        proven.put(engine, check(chain));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
