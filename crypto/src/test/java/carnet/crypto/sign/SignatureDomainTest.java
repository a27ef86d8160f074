package carnet.crypto.sign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SignatureDomainTest {
    private static final byte[] PART = {1, 2, 3};

    @Test
    void putsTheDomainAndAZeroByteFirst() {
        assertThat(SignatureDomain.BLOCK.message(PART, PART))
                .isEqualTo("carnet/block/1\0\1\2\3\1\2\3".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void noDomainIsAPrefixOfAnother() {
        for (SignatureDomain one : SignatureDomain.values()) {
            for (SignatureDomain other : SignatureDomain.values()) {
                if (one != other) {
                    assertThat(text(other)).doesNotStartWith(text(one));
                }
            }
        }
    }

    @Test
    void aSignatureOfOnePurposeIsWorthlessForAnother() {
        SigningKey key = SigningKey.fromSeed(new byte[32]);
        for (SignatureDomain signed : SignatureDomain.values()) {
            Signature signature = key.sign(signed.message(PART));
            for (SignatureDomain read : SignatureDomain.values()) {
                assertThat(Ed25519.verify(key.publicKey(), read.message(PART), signature))
                        .isEqualTo(read == signed);
            }
        }
    }

    private static String text(SignatureDomain domain) {
        return new String(domain.message(), StandardCharsets.US_ASCII);
    }
}
