package carnet.crypto.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EntropyTest {
    @Test
    void refusesABrokenSource() {
        Entropy stuck = count -> {
            byte[] bytes = new byte[count];
            Arrays.fill(bytes, (byte) 0xff);
            return bytes;
        };
        Entropy shortOne = count -> new byte[count - 1];
        assertThatIllegalStateException()
                .isThrownBy(() -> stuck.checked(16))
                .withMessage("the random source is broken: it returned one byte 16 times");
        assertThatIllegalStateException().isThrownBy(() -> shortOne.checked(8));
    }

    @Test
    void passesOtherBytesOn() {
        Entropy counting = count -> {
            byte[] bytes = new byte[count];
            bytes[count - 1] = 1;
            return bytes;
        };
        assertThat(counting.checked(32)).hasSize(32).endsWith(1);
    }
}
