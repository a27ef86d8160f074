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
    void leastSquaresOfThreePoints() {
        LinearFit fit = LinearFit.of(List.of(new At(0, 0), new At(1, 2), new At(2, 1)));

        assertThat(fit.slope()).isCloseTo(0.5, within(1e-9));
        assertThat(fit.intercept()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void theCurveThatThePaperDescribesHasAKneeAndAStraightOneHasNone() {
        List<At> paper = points(files -> files <= 180 ? 100 + 1.6 * files : 400 + 20 * (files - 180));
        List<At> straight = points(files -> files == 180 ? 1.15 * (10 + 0.2 * files) : 10 + 0.2 * files);

        assertThat(LinearFit.of(paper).worst(paper).isKnee()).isTrue();
        assertThat(LinearFit.of(straight).worst(straight).isKnee()).isFalse();
        assertThat(LinearFit.of(straight).worst(straight).x()).isEqualTo(180);
    }

    @Test
    void onePlaceMakesNoLine() {
        assertThatThrownBy(() -> LinearFit.of(List.of(new At(1, 1), new At(1, 2))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<At> points(DoubleUnaryOperator height) {
        return SampleResults.FILES.stream()
                .map(files -> new At(files, height.applyAsDouble(files)))
                .toList();
    }
}
