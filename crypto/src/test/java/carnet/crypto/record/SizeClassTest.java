package carnet.crypto.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SizeClassTest {
    private static final long LARGEST = 1L << SizeClass.MAX_EXPONENT;

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, LARGEST - 1, LARGEST})
    void eachSizeIsOfOneClass(long bytes) {
        int smallest = SizeClass.of(bytes).exponent();
        for (int exponent = 0; exponent <= SizeClass.MAX_EXPONENT; exponent++) {
            assertThat(new SizeClass(exponent).isOf(bytes))
                    .as("class " + exponent)
                    .isEqualTo(exponent == smallest);
        }
        assertThat(new SizeClass(smallest).maxBytes()).isGreaterThanOrEqualTo(bytes);
    }

    /** A tree that names the same leaf again and again may claim any size. */
    @ParameterizedTest
    @ValueSource(longs = {LARGEST + 1, Long.MAX_VALUE, -1})
    void whatNoClassHoldsIsOfNone(long bytes) {
        for (int exponent = 0; exponent <= SizeClass.MAX_EXPONENT; exponent++) {
            assertThat(new SizeClass(exponent).isOf(bytes))
                    .as("class " + exponent)
                    .isFalse();
        }
        assertThatThrownBy(() -> SizeClass.of(bytes)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thereIsNoClassBeyondTheLargest() {
        assertThatThrownBy(() -> new SizeClass(SizeClass.MAX_EXPONENT + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
