package carnet.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NumbersTest {
    @Test
    void numbersHaveThreeDigitsThatMatter() {
        assertThat(Numbers.of(12.345)).isEqualTo("12.3");
        assertThat(Numbers.of(0.012345)).isEqualTo("0.0123");
        assertThat(Numbers.of(20.0)).isEqualTo("20");
        assertThat(Numbers.of(25_531.9)).isEqualTo("25,532");
        assertThat(Numbers.of(0)).isEqualTo("0");
        assertThat(Numbers.of(null)).isEqualTo("-");
    }

    @Test
    void sizesAreDecimal() {
        assertThat(Numbers.bytes(5_000_000)).isEqualTo("5 MB");
        assertThat(Numbers.bytes(1_000)).isEqualTo("1 kB");
        assertThat(Numbers.bytes(999)).isEqualTo("999 B");
    }

    @Test
    void aRatioToNothingIsUnknown() {
        assertThat(Numbers.ratio(3, 2)).isEqualTo("1.50");
        assertThat(Numbers.ratio(3, 0)).isEqualTo("-");
        assertThat(Numbers.ratio(null, 2)).isEqualTo("-");
    }

    @Test
    void logarithmicAxesNameOneTwoAndFive() {
        assertThat(Numbers.tick(0.5)).isEqualTo("0.5");
        assertThat(Numbers.tick(1_000)).isEqualTo("1,000");
        assertThat(Numbers.tick(300)).isBlank();
        assertThat(Numbers.countTick(300)).isEqualTo("300");
    }

    @Test
    void oneCopyOf180FilesOfAMegabyteTakesFifteenSecondsOnTheLink() {
        assertThat(Bound.oneCopyMillis(180e6)).isCloseTo(15_319, within(1.0));
        assertThat(Bound.starMillis(180e6)).isCloseTo(61_277, within(1.0));
    }
}
