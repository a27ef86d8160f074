package carnet.node.net;

import carnet.crypto.sign.Ed25519;
import carnet.crypto.sign.PublicKey;
import carnet.crypto.sign.Signature;
import carnet.crypto.sign.SignatureDomain;
import carnet.crypto.sign.SigningKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Predicate;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;

/**
 * The self-signed X.509 certificate that carries a node's Ed25519 key into TLS (SPEC, "Peer links"). Its own key is ECDSA
 * P-256, since not every TLS takes Ed25519, and lives in memory from one start to the next; one extension holds the node
 * key and its signature over the certificate's key. The dates say nothing, since a board without a battery clock cannot
 * judge them.
 *
 * @param certificate the certificate to show
 * @param privateKey its P-256 key
 */
record NodeCertificate(X509Certificate certificate, PrivateKey privateKey) {
    /** Under 2.25, where a random UUID makes an arc that needs no registration (ITU-T X.667). */
    static final String EXTENSION = "2.25.52154983172334235306146177342506804588";

    /** A certificate as ours needs about 450 bytes; what is larger carries something else. */
    private static final int CERTIFICATE_MAX_BYTES = 1024;

    private static final AlgorithmIdentifier ECDSA = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);

    /** SubjectPublicKeyInfo of an uncompressed point on P-256, up to the coordinates. */
    private static final byte[] P256_PREFIX =
            HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004");

    private static final int P256_INFO_BYTES = P256_PREFIX.length + 64;

    /** OCTET STRING of the extension around the OCTET STRING of its value. */
    private static final byte[] VALUE_PREFIX = HexFormat.of().parseHex("04620460");

    private static final int VALUE_BYTES = VALUE_PREFIX.length + PublicKey.LENGTH_BYTES + Signature.LENGTH_BYTES;

    private static final X500Name NAME = new X500Name("CN=carnet node");
    private static final Instant NOT_BEFORE = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant NOT_AFTER = Instant.parse("9999-12-31T23:59:59Z");

    /** Makes a certificate, with a new key of its own, that carries {@code key}. */
    static NodeCertificate of(SigningKey key) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair own = generator.generateKeyPair();
            byte[] info = own.getPublic().getEncoded();
            byte[] value = ByteBuffer.allocate(PublicKey.LENGTH_BYTES + Signature.LENGTH_BYTES)
                    .put(key.publicKey().bytes())
                    .put(key.sign(SignatureDomain.TLS_CERTIFICATE.message(info)).bytes())
                    .array();
            byte[] encoded = new X509v3CertificateBuilder(
                            NAME,
                            BigInteger.ONE,
                            Date.from(NOT_BEFORE),
                            Date.from(NOT_AFTER),
                            NAME,
                            SubjectPublicKeyInfo.getInstance(info))
                    .addExtension(new ASN1ObjectIdentifier(EXTENSION), false, new DEROctetString(value))
                    .build(new OwnSigner(own.getPrivate()))
                    .getEncoded();
            X509Certificate certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
            return new NodeCertificate(certificate, own.getPrivate());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot make a P-256 certificate", e);
        }
    }

    /**
     * Returns the node key that {@code certificate} proves. Whether the key is a listed one is asked before a signature is
     * verified, so that strangers cost little.
     *
     * @throws PinnedTrust.UnlistedKeyException when it names a key that is not listed, whatever else it holds
     * @throws CertificateException unless it is small, P-256, signed by its own key, and its one extension holds a node
     *     key that signed that key
     */
    static PublicKey keyOf(X509Certificate certificate, Predicate<PublicKey> listed) throws CertificateException {
        byte[] info = certificate.getPublicKey().getEncoded();
        int prefix = P256_PREFIX.length;
        if (certificate.getEncoded().length > CERTIFICATE_MAX_BYTES
                || info.length != P256_INFO_BYTES
                || !Arrays.equals(info, 0, prefix, P256_PREFIX, 0, prefix)
                || !ECDSA.getAlgorithm().getId().equals(certificate.getSigAlgOID())) {
            throw new CertificateException("not a small P-256 certificate");
        }
        byte[] value = valueOf(certificate);
        PublicKey key = publicKey(Arrays.copyOf(value, PublicKey.LENGTH_BYTES));
        if (!listed.test(key)) {
            throw new PinnedTrust.UnlistedKeyException();
        }
        Signature signature = Signature.of(Arrays.copyOfRange(value, PublicKey.LENGTH_BYTES, value.length));
        if (!Ed25519.verify(key, SignatureDomain.TLS_CERTIFICATE.message(info), signature)) {
            throw new CertificateException("the node key did not sign the certificate's key");
        }
        try {
            certificate.verify(certificate.getPublicKey());
        } catch (GeneralSecurityException e) {
            throw new CertificateException("not signed by its own key", e);
        }
        return key;
    }

    private static byte[] valueOf(X509Certificate certificate) throws CertificateException {
        Set<String> critical = certificate.getCriticalExtensionOIDs();
        byte[] value = certificate.getExtensionValue(EXTENSION);
        int prefix = VALUE_PREFIX.length;
        if ((critical != null && !critical.isEmpty())
                || !Set.of(EXTENSION).equals(certificate.getNonCriticalExtensionOIDs())
                || value.length != VALUE_BYTES
                || !Arrays.equals(value, 0, prefix, VALUE_PREFIX, 0, prefix)) {
            throw new CertificateException("not one extension with a node key");
        }
        return Arrays.copyOfRange(value, prefix, VALUE_BYTES);
    }

    private static PublicKey publicKey(byte[] bytes) throws CertificateException {
        try {
            return PublicKey.of(bytes);
        } catch (IllegalArgumentException e) {
            throw new CertificateException(e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return "NodeCertificate[" + certificate.getSubjectX500Principal() + "]";
    }

    private static final class OwnSigner implements ContentSigner {
        private final PrivateKey key;
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();

        OwnSigner(PrivateKey key) {
            this.key = key;
        }

        @Override
        public AlgorithmIdentifier getAlgorithmIdentifier() {
            return ECDSA;
        }

        @Override
        public OutputStream getOutputStream() {
            return content;
        }

        @Override
        public byte[] getSignature() {
            try {
                java.security.Signature signer = java.security.Signature.getInstance("SHA256withECDSA");
                signer.initSign(key);
                signer.update(content.toByteArray());
                return signer.sign();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this Java cannot sign with P-256", e);
            }
        }
    }
}
