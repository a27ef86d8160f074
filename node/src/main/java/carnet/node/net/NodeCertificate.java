package carnet.node.net;

import carnet.crypto.sign.Ed25519;
import carnet.crypto.sign.PublicKey;
import carnet.crypto.sign.Signature;
import carnet.crypto.sign.SigningKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;

/**
 * The self-signed X.509 certificate that carries a node's Ed25519 key into TLS (RFC 8410). It is made in memory at each
 * start, names nothing but the key, and its dates say nothing, since a board without a battery clock cannot judge them.
 *
 * @param certificate the certificate to show
 * @param privateKey the same key in the form that JSSE signs with
 */
record NodeCertificate(X509Certificate certificate, PrivateKey privateKey) {
    /** A certificate with one 32-byte key needs about 200 bytes; what is larger carries something else. */
    private static final int CERTIFICATE_MAX_BYTES = 1024;

    private static final AlgorithmIdentifier ED25519 = new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519);
    private static final byte[] KEY_INFO_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final X500Name NAME = new X500Name("CN=carnet node");
    private static final Instant NOT_BEFORE = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant NOT_AFTER = Instant.parse("9999-12-31T23:59:59Z");

    /** Makes the certificate of {@code key}. */
    static NodeCertificate of(SigningKey key) {
        try {
            byte[] encoded = new X509v3CertificateBuilder(
                            NAME,
                            BigInteger.ONE,
                            Date.from(NOT_BEFORE),
                            Date.from(NOT_AFTER),
                            NAME,
                            new SubjectPublicKeyInfo(ED25519, key.publicKey().bytes()))
                    .build(new NodeKeySigner(key))
                    .getEncoded();
            X509Certificate certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
            byte[] pkcs8 = new PrivateKeyInfo(ED25519, new DEROctetString(key.exposeSeed())).getEncoded();
            PrivateKey privateKey = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            return new NodeCertificate(certificate, privateKey);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot make an Ed25519 certificate", e);
        }
    }

    /**
     * Returns the node key that {@code certificate} carries.
     *
     * @throws CertificateException unless it is small, self-signed and Ed25519
     */
    static PublicKey keyOf(X509Certificate certificate) throws CertificateException {
        byte[] info = certificate.getPublicKey().getEncoded();
        int prefix = KEY_INFO_PREFIX.length;
        if (certificate.getEncoded().length > CERTIFICATE_MAX_BYTES
                || info.length != prefix + PublicKey.LENGTH_BYTES
                || !Arrays.equals(info, 0, prefix, KEY_INFO_PREFIX, 0, prefix)
                || !ED25519.getAlgorithm().getId().equals(certificate.getSigAlgOID())) {
            throw new CertificateException("not a small Ed25519 certificate");
        }
        try {
            PublicKey key = PublicKey.of(Arrays.copyOfRange(info, prefix, info.length));
            Signature signature = Signature.of(certificate.getSignature());
            if (!Ed25519.verify(key, certificate.getTBSCertificate(), signature)) {
                throw new CertificateException("not signed by its own key");
            }
            return key;
        } catch (IllegalArgumentException e) {
            throw new CertificateException(e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return "NodeCertificate[" + certificate.getSubjectX500Principal() + "]";
    }

    private static final class NodeKeySigner implements ContentSigner {
        private final SigningKey key;
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();

        NodeKeySigner(SigningKey key) {
            this.key = key;
        }

        @Override
        public AlgorithmIdentifier getAlgorithmIdentifier() {
            return ED25519;
        }

        @Override
        public OutputStream getOutputStream() {
            return content;
        }

        @Override
        public byte[] getSignature() {
            return key.sign(content.toByteArray()).bytes();
        }
    }
}
