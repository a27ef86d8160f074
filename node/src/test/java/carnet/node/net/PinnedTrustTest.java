package carnet.node.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.crypto.sign.SigningKey;
import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;

class PinnedTrustTest {
    private static final SigningKey LISTED = Network.key(1);
    private static final Instant LONG_AGO = Instant.parse("1999-01-01T00:00:00Z");

    private final PinnedTrust trust = new PinnedTrust(LISTED.publicKey()::equals);

    @Test
    void aListedKeyIsTrustedWhateverTheDatesSay() throws Exception {
        NodeCertificate own = NodeCertificate.of(LISTED);
        X509Certificate expired = certificate(own.privateKey(), own.certificate(), "Ed25519", "CN=x");
        assertThatThrownBy(expired::checkValidity).isInstanceOf(CertificateExpiredException.class);
        for (X509Certificate certificate : new X509Certificate[] {own.certificate(), expired}) {
            assertThat(NodeCertificate.keyOf(certificate)).isEqualTo(LISTED.publicKey());
            assertThatCode(() -> trust.checkClientTrusted(chain(certificate), "UNKNOWN"))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void aKeyThatIsNotListedIsNamedAsSuch() {
        X509Certificate stranger = NodeCertificate.of(Network.key(2)).certificate();
        assertThatThrownBy(() -> trust.checkServerTrusted(chain(stranger), "UNKNOWN"))
                .isInstanceOf(PinnedTrust.UnlistedKeyException.class);
    }

    @Test
    void aListedKeyUnderAnotherSignatureIsRefused() throws Exception {
        X509Certificate forged = certificate(
                NodeCertificate.of(Network.key(2)).privateKey(),
                NodeCertificate.of(LISTED).certificate(),
                "Ed25519",
                "CN=x");
        refused(forged);
    }

    @Test
    void chainsOtherAlgorithmsAndLargeCertificatesAreRefused() throws Exception {
        NodeCertificate own = NodeCertificate.of(LISTED);
        refused(own.certificate(), own.certificate());
        refused(new X509Certificate[0]);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        var pair = generator.generateKeyPair();
        X509Certificate ec = new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                new X500Name("CN=x"),
                                BigInteger.ONE,
                                Date.from(LONG_AGO),
                                Date.from(LONG_AGO),
                                new X500Name("CN=x"),
                                pair.getPublic())
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
        refused(ec);
        refused(certificate(own.privateKey(), own.certificate(), "Ed25519", "CN=x" + ",O=carnet".repeat(60)));
    }

    private void refused(X509Certificate... chain) {
        assertThatThrownBy(() -> trust.checkClientTrusted(chain, "UNKNOWN"))
                .isInstanceOf(CertificateException.class)
                .isNotInstanceOf(PinnedTrust.UnlistedKeyException.class);
    }

    private static X509Certificate certificate(
            java.security.PrivateKey signer, X509Certificate subject, String algorithm, String name) throws Exception {
        return new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                new X500Name(name),
                                BigInteger.ONE,
                                Date.from(LONG_AGO),
                                Date.from(LONG_AGO),
                                new X500Name(name),
                                subject.getPublicKey())
                        .build(new JcaContentSignerBuilder(algorithm).build(signer)));
    }

    private static X509Certificate[] chain(X509Certificate certificate) {
        return new X509Certificate[] {certificate};
    }
}
