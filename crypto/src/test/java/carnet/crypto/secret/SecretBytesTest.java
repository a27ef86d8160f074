package carnet.crypto.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SecretBytesTest {
    private static final byte[] CONTENT = {1, 2, 3};

    @Test
    void printsItsLengthOnly() {
        assertThat(SecretBytes.copyOf(CONTENT)).hasToString("SecretBytes[3 bytes]");
    }

    @Test
    void cannotBeReadAfterClose() {
        SecretBytes secret = SecretBytes.copyOf(CONTENT);
        secret.close();
        assertThatIllegalStateException().isThrownBy(secret::expose);
        assertThat(secret).isNotEqualTo(SecretBytes.copyOf(new byte[3]));
    }

    @Test
    void sharesNoArrayWithItsCallers() {
        byte[] source = CONTENT.clone();
        SecretBytes secret = SecretBytes.copyOf(source);
        source[0] = 9;
        secret.expose()[1] = 9;
        assertThat(secret.expose()).isEqualTo(CONTENT);
    }

    @Test
    void isEqualByContent() {
        assertThat(SecretBytes.copyOf(CONTENT))
                .isEqualTo(SecretBytes.copyOf(new byte[] {0, 1, 2, 3, 4}, 1, 3))
                .hasSameHashCodeAs(SecretBytes.copyOf(CONTENT))
                .isNotEqualTo(SecretBytes.copyOf(new byte[] {1, 2, 4}))
                .isNotEqualTo(SecretBytes.copyOf(new byte[] {1, 2}));
    }

    @Test
    void takesAPassphraseAsUtf8() {
        assertThat(SecretBytes.ofCharacters("pässwörd €".toCharArray()).expose())
                .isEqualTo("pässwörd €".getBytes(StandardCharsets.UTF_8));
    }
}
