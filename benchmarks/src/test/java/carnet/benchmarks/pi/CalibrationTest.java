package carnet.benchmarks.pi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CalibrationTest {
    private static final double ALIKE = PiModel.SHA256_MEGABYTES_PER_SECOND;

    @Test
    void theReferenceIsTheOneOfTheSource() {
        assertThat(ALIKE).isCloseTo(36.0, within(0.1));
    }

    @Test
    void aMachineOfTheSameSpeedGivesAPiFourCores() {
        Calibration calibration = new Calibration(ALIKE, 4);
        assertThat(calibration.piShare()).isCloseTo(4, within(1e-9));
        assertThat(calibration.quotaMicros()).isEqualTo(40_000);
        assertThat(calibration.hasRoomFor(1)).isTrue();
        assertThat(calibration.hasRoomFor(2)).isFalse();
    }

    @Test
    void aMachineTenTimesAsFastGivesAPiFourTenthsOfACore() {
        Calibration calibration = new Calibration(10 * ALIKE, 2);
        assertThat(calibration.quotaMicros()).isEqualTo(4_000);
        assertThat(calibration.hasRoomFor(5)).isTrue();
        assertThat(calibration.line(5))
                .contains("gets 0.40 cores of this machine's 2")
                .doesNotContain("slower");
    }

    @Test
    void saysWhenAllPisTogetherWantMoreThanThereIs() {
        assertThat(new Calibration(5 * ALIKE, 2).line(5)).contains("5 busy Pis want 4.0, so they are slower");
    }

    @Test
    void theKernelRefusesLessThanAMillisecond() {
        assertThat(new Calibration(1_000 * ALIKE, 64).quotaMicros()).isEqualTo(1_000);
    }

    @Test
    void refusesNoRate() {
        assertThatThrownBy(() -> new Calibration(0, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Calibration(Double.NaN, 2)).isInstanceOf(IllegalArgumentException.class);
    }
}
