package carnet.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import carnet.benchmarks.results.Kind;
import carnet.cli.terminal.Failure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CurveOptionsTest {
    @Test
    void withoutOptionsThePlanIsThePapersCurve() throws Exception {
        List<Rounds.Point> plan = plan("");

        assertThat(plan).hasSize(28).allSatisfy(point -> assertThat(point.repeats())
                .isEqualTo(10));
        assertThat(plan).contains(new Rounds.Point(Kind.REGISTRATION, 1_000, 300, 10));
        assertThat(plan).contains(new Rounds.Point(Kind.TEXT, 1_000_000, 180, 10));
        assertThat(plan).contains(new Rounds.Point(Kind.MULTIMEDIA, 5_000_000, 60, 10));
    }

    @Test
    void optionsCombine() throws Exception {
        assertThat(plan("--kind text --files 1,60 --size 1k,2M --repeats 3"))
                .containsExactly(
                        new Rounds.Point(Kind.TEXT, 1_000, 1, 3),
                        new Rounds.Point(Kind.TEXT, 1_000, 60, 3),
                        new Rounds.Point(Kind.TEXT, 2_000_000, 1, 3),
                        new Rounds.Point(Kind.TEXT, 2_000_000, 60, 3));
    }

    @Test
    void registrationsWhosePayloadIsCopiedBeforeTheClockStartsAreRefusedOrLeftOut() throws Exception {
        assertThat(plan("--kind registration --size 30k --files 1")).hasSize(1);
        assertThatThrownBy(() -> plan("--kind registration,text --size 31k --files 1"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("flatter P2");
        assertThat(plan("--size 1k,100k --files 1"))
                .extracting(Rounds.Point::kind, Rounds.Point::fileBytes)
                .containsExactly(
                        tuple(Kind.REGISTRATION, 1_000L), tuple(Kind.TEXT, 1_000L), tuple(Kind.TEXT, 100_000L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--files 1000000",
                "--files 0",
                "--repeats 0",
                "--repeats 1000000",
                "--kind text --size 1000M --files 300",
                "--kind text,multimedia --size 1000M --files 15",
                "--kind text --size 1001M",
                "--kind text --size -1",
                "--kind text --size 1G",
                "--kind transaction",
                "--kind video"
            })
    void whatWouldFillADiskOrIsNotMeasuredIsRefused(String options) {
        assertThatThrownBy(() -> plan(options)).isInstanceOf(Failure.class);
    }

    @Test
    void aBurstOfTransactionsIsSentToTheSteadyStream() {
        assertThatThrownBy(() -> plan("--kind transaction"))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.line()).contains("carnet bench sustain"));
    }

    @Test
    void clientsHaveALimitToo() throws Exception {
        assertThat(options("").clients()).isEqualTo(8);
        assertThatThrownBy(() -> options("--clients 0").clients()).isInstanceOf(Failure.class);
        assertThatThrownBy(() -> options("--clients 1000000").clients()).isInstanceOf(Failure.class);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "500, 500", "10k, 10000", "10K, 10000", "5M, 5000000", "1000M, 1000000000"})
    void sizesAreDecimal(String text, long bytes) throws Exception {
        assertThat(Sizes.parse(text)).isEqualTo(bytes);
    }

    @Test
    void aProductThatNoIntHoldsIsRefusedAndNotWrappedAround() {
        assertThatThrownBy(() -> Limits.requireRoom("--rate times --seconds", 65_536L * 65_536, Limits.MAX_STREAM, 0))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("4294967296");
    }

    @Test
    void readingBackTakesASecondNode() throws Exception {
        load("").requireAnotherNode();
        load("--node http://127.0.0.1:1,http://127.0.0.1:2").requireAnotherNode();
        assertThatThrownBy(() -> load("--node http://127.0.0.1:1").requireAnotherNode())
                .isInstanceOf(Failure.class);
        assertThatThrownBy(() ->
                        load("--node http://127.0.0.1:1,http://127.0.0.1:1").requireAnotherNode())
                .isInstanceOf(Failure.class);
    }

    private static List<Rounds.Point> plan(String options) throws Failure {
        return options(options).plan();
    }

    private static CurveOptions options(String options) {
        return parsed(new CurveOptions(), options);
    }

    private static LoadOptions load(String options) {
        return parsed(new LoadOptions(), options);
    }

    private static <T> T parsed(T into, String options) {
        return CommandLine.populateCommand(into, options.isEmpty() ? new String[0] : options.split(" ", -1));
    }
}
