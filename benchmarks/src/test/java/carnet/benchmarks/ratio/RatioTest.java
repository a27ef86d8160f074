package carnet.benchmarks.ratio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RatioTest {
    @Test
    void passesUpToItsLimit() {
        assertThat(new Ratio("copy", 80, 20, 4).isWithin()).isTrue();
        assertThat(new Ratio("copy", 80.1, 20, 4).isWithin()).isFalse();
    }

    @Test
    void aFasterMachineChangesNothing() {
        assertThat(new Ratio("copy", 80, 20, 4).value()).isEqualTo(new Ratio("copy", 8, 2, 4).value());
    }

    @Test
    void saysBothTimesTheRatioAndTheVerdict() {
        assertThat(new Ratio("copy", 90, 20, 4).line()).contains("90.0 ms", "20.0 ms", "4.5", "limit 4", "TOO SLOW");
        assertThat(new Ratio("copy", 60, 20, 4).line()).endsWith("ok");
    }
}
