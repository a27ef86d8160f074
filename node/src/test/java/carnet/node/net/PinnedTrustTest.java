package carnet.node.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.crypto.sign.SignatureDomain;
import carnet.crypto.sign.SigningKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PinnedTrustTest {
    private static final SigningKey LISTED = Network.key(1);
    private static final SigningKey OTHER = Network.key(2);

    private final PinnedTrust trust = new PinnedTrust(LISTED.publicKey()::equals);

    @Test
    void aListedKeyIsTrustedWhateverTheDatesSay() throws Exception {
        ForgedCertificate expired = new ForgedCertificate().nodeKey(LISTED);
        assertThatThrownBy(expired.make()::checkValidity).isInstanceOf(CertificateExpiredException.class);
        for (X509Certificate certificate :
                new X509Certificate[] {NodeCertificate.of(LISTED).certificate(), expired.make()}) {
            assertThat(NodeCertificate.keyOf(certificate, LISTED.publicKey()::equals))
                    .isEqualTo(LISTED.publicKey());
            assertThatCode(() -> trust.checkClientTrusted(chain(certificate), "UNKNOWN"))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void aKeyThatIsNotListedIsNamedAsSuch() {
        X509Certificate stranger = NodeCertificate.of(OTHER).certificate();
        assertThatThrownBy(() -> trust.checkServerTrusted(chain(stranger), "UNKNOWN"))
                .isInstanceOf(PinnedTrust.UnlistedKeyException.class);
    }

    @Test
    void theListIsAskedBeforeSignaturesAreVerified() throws Exception {
        X509Certificate unproven =
                new ForgedCertificate().nodeKey(OTHER).signedByAnother().make();
        assertThatThrownBy(() -> trust.checkClientTrusted(chain(unproven), "UNKNOWN"))
                .isInstanceOf(PinnedTrust.UnlistedKeyException.class);
    }

    @Test
    void aListedKeyThatAnotherKeySignedForIsRefused() throws Exception {
        ForgedCertificate forged = new ForgedCertificate();
        byte[] value = forged.value(OTHER);
        System.arraycopy(
                LISTED.publicKey().bytes(), 0, value, 0, LISTED.publicKey().bytes().length);
        refused(forged.value(value).make());
    }

    @Test
    void theExtensionOfAnotherCertificateIsRefused() throws Exception {
        byte[] stolen = new ForgedCertificate().value(LISTED);
        refused(new ForgedCertificate().value(stolen).make());
    }

    @Test
    void aSignatureForAnotherPurposeIsRefused() throws Exception {
        ForgedCertificate forged = new ForgedCertificate();
        byte[] value = forged.value(LISTED);
        byte[] elsewhere =
                LISTED.sign(SignatureDomain.HELLO.message(forged.keyInfo())).bytes();
        System.arraycopy(elsewhere, 0, value, value.length - elsewhere.length, elsewhere.length);
        refused(forged.value(value).make());
    }

    @Test
    void anExtensionThatIsCutLongerAbsentTwiceOrNotAloneIsRefused() throws Exception {
        ForgedCertificate forged = new ForgedCertificate();
        byte[] value = forged.value(LISTED);
        refused(forged.value(Arrays.copyOf(value, value.length - 1)).make());
        refused(forged.value(Arrays.copyOf(value, value.length + 1)).make());
        refused(forged.value(new byte[0]).make());
        refused(new ForgedCertificate().make());
        refused(new ForgedCertificate().nodeKey(LISTED).alsoConstrained(false).make());
        refused(new ForgedCertificate().nodeKey(LISTED).alsoConstrained(true).make());
        assertThatThrownBy(() -> new ForgedCertificate().nodeKey(LISTED).twice().make())
                .hasStackTraceContaining("Duplicate extensions not allowed");
    }

    @Test
    void aCertificateThatItsOwnKeyDidNotSignIsRefused() throws Exception {
        refused(new ForgedCertificate().nodeKey(LISTED).signedByAnother().make());
    }

    @Test
    void chainsOtherAlgorithmsAndLargeCertificatesAreRefused() throws Exception {
        X509Certificate own = NodeCertificate.of(LISTED).certificate();
        refused(own, own);
        refused(new X509Certificate[0]);
        refused(new ForgedCertificate("Ed25519", "Ed25519").nodeKey(LISTED).make());
        refused(new ForgedCertificate("secp384r1", "SHA256withECDSA")
                .nodeKey(LISTED)
                .make());
        refused(new ForgedCertificate("secp256r1", "SHA512withECDSA")
                .nodeKey(LISTED)
                .make());
        refused(new ForgedCertificate()
                .nodeKey(LISTED)
                .named("CN=x" + ",O=carnet".repeat(60))
                .make());
    }

    private void refused(X509Certificate... chain) {
        assertThatThrownBy(() -> trust.checkClientTrusted(chain, "UNKNOWN"))
                .isInstanceOf(CertificateException.class)
                .isNotInstanceOf(PinnedTrust.UnlistedKeyException.class);
    }

    private static X509Certificate[] chain(X509Certificate certificate) {
        return new X509Certificate[] {certificate};
    }
}
