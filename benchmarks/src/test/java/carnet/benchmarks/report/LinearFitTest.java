package carnet.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import carnet.benchmarks.report.LinearFit.At;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class LinearFitTest {
    @Test
    void pointsOnALineGiveThatLine() {
        LinearFit fit = LinearFit.of(points(files -> 10 + 0.25 * files));

        assertThat(fit.intercept()).isCloseTo(10, within(1e-9));
        assertThat(fit.slope()).isCloseTo(0.25, within(1e-9));
        assertThat(fit.worst(points(files -> 10 + 0.25 * files)).ratio()).isCloseTo(1, within(1e-9));
    }

    @Test
    void aPointWeighsLessTheFartherItLies() {
        LinearFit fit = LinearFit.of(List.of(new At(1, 2), new At(2, 2), new At(4, 8)));

        assertThat(fit.slope()).isCloseTo(2.1255605381, within(1e-9));
        assertThat(fit.intercept()).isCloseTo(-0.9596412556, within(1e-9));
    }

    @Test
    void aCurveThatBendsAt180HasAKneeBeyondIt() {
        assertThat(worst(files -> files <= 180 ? 100 + 1.6 * files : 400 + 20 * (files - 180)))
                .satisfies(worst -> assertThat(worst.x()).isEqualTo(300))
                .satisfies(worst -> assertThat(worst.isKnee()).isTrue());
        assertThat(worst(files -> files <= 180 ? 1.5 * files : 270 + 4.5 * (files - 180)))
                .satisfies(worst -> assertThat(worst.x()).isEqualTo(300))
                .satisfies(worst -> assertThat(worst.ratio()).isCloseTo(810 / 450.0, within(1e-9)));
    }

    @Test
    void aCurveThatTriplesItsSlopeBefore180HasAKneeToo() {
        assertThat(worst(files -> files <= 100 ? files : 100 + 3 * (files - 100))
                        .isKnee())
                .isTrue();
    }

    @Test
    void whatHappensAtFewFilesIsNoKnee() {
        assertThat(worst(files -> Math.max(20, 1.5 * files)).isKnee()).isFalse();
        assertThat(worst(files -> files == 1 ? 25 : 10 + 0.2 * files).isKnee()).isFalse();
        assertThat(worst(files -> files == 180 ? 1.15 * (10 + 0.2 * files) : 10 + 0.2 * files)
                        .isKnee())
                .isFalse();
    }

    @Test
    void aLineBelowNothingMakesNoInfiniteRatio() {
        LinearFit.Worst rising = worst(files -> Math.max(1, 2 * files - 20));
        assertThat(rising.x()).isGreaterThan(180);
        assertThat(rising.isKnee()).isFalse();
        LinearFit.Worst falling = worst(files -> Math.max(4, 40 - files));
        assertThat(falling.ratio()).isEqualTo(4 / LinearFit.FLOOR);
    }

    @Test
    void withoutPointsOnBothSidesOf180NothingIsJudged() {
        assertThat(LinearFit.canJudge(points(files -> files))).isTrue();
        assertThat(LinearFit.canJudge(List.of(new At(1, 1), new At(10, 2), new At(180, 3))))
                .isFalse();
        assertThat(LinearFit.canJudge(List.of(new At(1, 1), new At(1, 2), new At(180, 3), new At(300, 3))))
                .isFalse();
    }

    @Test
    void onePlaceMakesNoLine() {
        assertThatThrownBy(() -> LinearFit.of(List.of(new At(1, 1), new At(1, 2))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static LinearFit.Worst worst(DoubleUnaryOperator height) {
        return LinearFit.of(points(height)).worst(points(height));
    }

    private static List<At> points(DoubleUnaryOperator height) {
        return SampleResults.FILES.stream()
                .map(files -> new At(files, height.applyAsDouble(files)))
                .toList();
    }
}
