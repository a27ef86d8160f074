package carnet.node.net;

import carnet.crypto.sign.SignatureDomain;
import carnet.crypto.sign.SigningKey;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A certificate as a node's, except for what a test wants otherwise. */
final class ForgedCertificate {
    private static final Date LONG_AGO = Date.from(Instant.parse("1999-01-01T00:00:00Z"));

    private final KeyPair own;
    private final String curve;
    private final String algorithm;
    private String name = "CN=x";
    private byte @Nullable [] value;
    private @Nullable Boolean constraintsCritical;
    private boolean signedByAnother;
    private boolean twice;

    ForgedCertificate() throws GeneralSecurityException {
        this("secp256r1", "SHA256withECDSA");
    }

    ForgedCertificate(String curve, String algorithm) throws GeneralSecurityException {
        this.curve = curve;
        this.algorithm = algorithm;
        own = newKey();
    }

    private KeyPair newKey() throws GeneralSecurityException {
        if (curve.equals("Ed25519")) {
            return KeyPairGenerator.getInstance(curve).generateKeyPair();
        }
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }

    byte[] keyInfo() {
        return own.getPublic().getEncoded();
    }

    /** Returns the value that is right for this certificate and {@code key}. */
    byte[] value(SigningKey key) {
        byte[] signature =
                key.sign(SignatureDomain.TLS_CERTIFICATE.message(keyInfo())).bytes();
        return ByteBuffer.allocate(32 + signature.length)
                .put(key.publicKey().bytes())
                .put(signature)
                .array();
    }

    ForgedCertificate value(byte[] bytes) {
        value = bytes;
        return this;
    }

    ForgedCertificate nodeKey(SigningKey key) {
        return value(value(key));
    }

    ForgedCertificate named(String subject) {
        name = subject;
        return this;
    }

    ForgedCertificate alsoConstrained(boolean critical) {
        constraintsCritical = critical;
        return this;
    }

    ForgedCertificate signedByAnother() {
        signedByAnother = true;
        return this;
    }

    ForgedCertificate twice() {
        twice = true;
        return this;
    }

    /** Returns it with its key, to show in a handshake. */
    NodeCertificate shown() throws Exception {
        return new NodeCertificate(make(), own.getPrivate());
    }

    X509Certificate make() throws Exception {
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                new X500Name(name), BigInteger.ONE, LONG_AGO, LONG_AGO, new X500Name(name), own.getPublic());
        if (value != null) {
            builder.addExtension(new ASN1ObjectIdentifier(NodeCertificate.EXTENSION), false, new DEROctetString(value));
        }
        if (constraintsCritical != null) {
            builder.addExtension(Extension.basicConstraints, constraintsCritical, new BasicConstraints(false));
        }
        var signer = new JcaContentSignerBuilder(algorithm)
                .build(signedByAnother ? newKey().getPrivate() : own.getPrivate());
        var holder = builder.build(signer);
        byte[] encoded = twice ? withTwoExtensions(holder.toASN1Structure()) : holder.getEncoded();
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
    }

    private static byte[] withTwoExtensions(org.bouncycastle.asn1.x509.Certificate certificate) throws Exception {
        var signed = (org.bouncycastle.asn1.ASN1Sequence)
                certificate.getTBSCertificate().toASN1Primitive();
        ASN1EncodableVector parts = new ASN1EncodableVector();
        for (int i = 0; i < signed.size() - 1; i++) {
            parts.add(signed.getObjectAt(i));
        }
        var one = certificate
                .getTBSCertificate()
                .getExtensions()
                .getExtension(new ASN1ObjectIdentifier(NodeCertificate.EXTENSION));
        parts.add(new DERTaggedObject(3, new DERSequence(new Extension[] {one, one})));
        ASN1EncodableVector whole = new ASN1EncodableVector();
        whole.add(new DERSequence(parts));
        whole.add(certificate.getSignatureAlgorithm());
        whole.add(certificate.getSignature());
        return new DERSequence(whole).getEncoded();
    }
}
