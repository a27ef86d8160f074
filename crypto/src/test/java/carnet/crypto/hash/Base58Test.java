package carnet.crypto.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Base58Test {
    /** The examples of the IETF draft "The Base58 Encoding Scheme" and of Bitcoin's tests. */
    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "00, 1",
        "61, 2g",
        "626262, a3gV",
        "636363, aPEr",
        "0000287fb4cd, 11233QC4",
        "00000000000000000000, 1111111111",
        "73696d706c792061206c6f6e6720737472696e67, 2cFupjhnEsSn59qHXstmK2ffpLv2"
    })
    void hasThePublishedText(String hex, String text) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThat(Base58.encode(bytes)).isEqualTo(text);
        assertThat(Base58.decode(text)).isEqualTo(bytes);
    }

    @Test
    void writesHelloWorld() {
        byte[] bytes = "Hello World!".getBytes(StandardCharsets.US_ASCII);
        assertThat(Base58.encode(bytes)).isEqualTo("2NEpo7TZRRrLZSi2U");
    }

    @Test
    void givesEveryValueOneText() {
        Random random = new Random(3);
        for (int round = 0; round < 2_000; round++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            for (int i = random.nextInt(3); i > 0 && bytes.length >= i; i--) {
                bytes[i - 1] = 0;
            }
            String text = Base58.encode(bytes);
            assertThat(Base58.decode(text)).isEqualTo(bytes);
            assertThat(Base58.decode("1" + text)).isNotEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "O", "I", "l", " 2g", "2g\n", "2é", "-"})
    void refusesOtherCharacters(String text) {
        assertThatThrownBy(() -> Base58.decode(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesATextThatIsTooLongToConvert() {
        assertThatThrownBy(() -> Base58.decode("2".repeat(129))).isInstanceOf(IllegalArgumentException.class);
    }
}
