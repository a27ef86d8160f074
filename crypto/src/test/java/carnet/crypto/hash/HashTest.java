package carnet.crypto.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashTest {
    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void isSha256OfTheParts() {
        assertThat(Sha256.of(ascii("abc")).hex()).isEqualTo(OF_ABC);
        assertThat(Sha256.of(ascii("a"), ascii(""), ascii("bc"))).isEqualTo(Hash.fromHex(OF_ABC));
        assertThat(Sha256.ofRange(ascii("xabcx"), 1, 3)).isEqualTo(Hash.fromHex(OF_ABC));
    }

    @Test
    void ordersLikeAnUnsignedNumber() {
        Hash small = Hash.fromHex("7f" + "00".repeat(31));
        Hash large = Hash.fromHex("80" + "00".repeat(31));
        Hash largest = Hash.fromHex("ff".repeat(32));
        assertThat(Stream.of(largest, small, Hash.ZERO, large).sorted())
                .containsExactly(Hash.ZERO, small, large, largest);
    }

    @Test
    void cannotBeChangedFromOutside() {
        byte[] bytes = new byte[32];
        Hash hash = Hash.of(bytes);
        bytes[0] = 1;
        hash.bytes()[1] = 1;
        assertThat(hash).isEqualTo(Hash.ZERO).hasSameHashCodeAs(Hash.ZERO);
        assertThat(Hash.ZERO.bytes()).containsOnly(0);
    }

    @Test
    void isReadFromEitherCaseAndWrittenInLowerCase() {
        assertThat(Hash.fromHex(OF_ABC.toUpperCase(Locale.ROOT))).hasToString(OF_ABC);
        assertThat(Hash.fromHex(OF_ABC).shortHex()).isEqualTo("ba7816bf8f01");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33, 64})
    void refusesAnotherLength(int length) {
        assertThatThrownBy(() -> Hash.of(new byte[length])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Hash.fromHex("0".repeat(2 * length))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"g", " ", "-", "é", "０"})
    void refusesWhatIsNoHexadecimalDigit(String digit) {
        assertThatThrownBy(() -> Hash.fromHex("0".repeat(63) + digit)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void copiesIntoAPlace() {
        byte[] target = new byte[40];
        Hash.fromHex(OF_ABC).copyTo(target, 5);
        assertThat(Arrays.copyOfRange(target, 5, 37))
                .isEqualTo(Hash.fromHex(OF_ABC).bytes());
        assertThat(target[4]).isZero();
        assertThat(target[37]).isZero();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
