package carnet.node.net;

import carnet.crypto.sign.PublicKey;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.function.Predicate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts exactly the keys of listed nodes, and refuses everybody else inside the TLS handshake. No authority, no name
 * and no date takes part in the verdict.
 */
final class PinnedTrust extends X509ExtendedTrustManager {
    private final Predicate<PublicKey> trusted;

    PinnedTrust(Predicate<PublicKey> trusted) {
        this.trusted = trusted;
    }

    /** The certificate is sound and its key is not listed. */
    static final class UnlistedKeyException extends CertificateException {
        UnlistedKeyException() {
            super("the key is not one of the listed nodes");
        }
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        if (chain.length != 1) {
            throw new CertificateException("exactly one certificate is expected");
        }
        if (!trusted.test(NodeCertificate.keyOf(chain[0]))) {
            throw new UnlistedKeyException();
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain);
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
