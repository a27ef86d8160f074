package carnet.benchmarks.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import carnet.benchmarks.function.ChainGrowth;
import carnet.benchmarks.network.ProcessReading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FigureTest {
    @Test
    void medianAndHighQuantileAreValuesThatWereMeasured() {
        Sample sample = new Sample();
        for (int i = 100; i >= 1; i--) {
            sample.add(i);
        }

        assertThat(sample.median()).isEqualTo(50);
        assertThat(sample.p95()).isEqualTo(95);
        assertThat(sample.max()).isEqualTo(100);
    }

    @Test
    void aFigureMissesItsAimOnlyAboveIt() {
        assertThat(Figure.of("start", "ms", 100, 100.0).isMet()).isTrue();
        assertThat(Figure.of("start", "ms", 100.5, 100.0).isMet()).isFalse();
        assertThat(Figure.of("start", "ms", 100.5, null).isMet()).isTrue();
    }

    @Test
    void whatEveryNodeMustHoldIsMissedByOne() {
        Sample sample = new Sample();
        List.of(100.0, 100.0, 100.0, 100.0, 200.0).forEach(sample::add);

        assertThat(Figure.of("put", "ms", sample, 150.0).isMet()).isTrue();
        assertThat(Figure.ofEach("memory", "MiB", sample, 150).isMet()).isFalse();
        assertThat(Figure.ofEach("memory", "MiB", sample, 150).line()).contains("100, highest 200 of 5", "missed");
        assertThat(Figure.ofEach("memory", "MiB", sample, 200).isMet()).isTrue();
    }

    @Test
    void aLineOfManyValuesSaysMedianHighQuantileAndCount() {
        Sample sample = new Sample();
        sample.add(12.34);
        sample.add(250);

        assertThat(Figure.of("put", "ms", sample, 10.0).line())
                .contains("put", "<= 10", "12.3, p95 250 of 2", "ms", "missed");
    }

    @Test
    void aBlockMayComeBeforeTheContentAndBeTakenBack() {
        PutClocks.Seen early = PutClocks.Seen.NOTHING
                .with(false, true, 10)
                .with(false, true, 20)
                .with(true, true, 30)
                .with(true, true, 40);
        assertThat(early).isEqualTo(new PutClocks.Seen(30, 10));
        assertThat(early.isBoth()).isTrue();

        PutClocks.Seen undone = PutClocks.Seen.NOTHING
                .with(false, true, 10)
                .with(true, false, 20)
                .with(true, true, 30);
        assertThat(undone).isEqualTo(new PutClocks.Seen(20, 30));
        assertThat(PutClocks.Seen.NOTHING.with(true, false, 10).isBoth()).isFalse();
    }

    @Test
    void thisProcessHasMemoryAndUsedItsProcessor() throws Exception {
        assumeTrue(Files.isReadable(Path.of("/proc/self/io")));

        ProcessReading reading = ProcessReading.of(ProcessHandle.current().pid());

        assertThat(reading.residentBytes()).isGreaterThan(1L << 20);
        assertThat(reading.cpuMillis()).isPositive();
        assertThat(reading.writtenBytes()).isNotNegative();
    }

    @Test
    void memoryIsComparedBetweenTwoLengthsOfAChain(@TempDir Path directory) throws Exception {
        ChainGrowth.Growth growth = ChainGrowth.measure(directory, 20, 60);

        assertThat(growth.blocks()).isEqualTo(40);
        assertThat(growth.before().heapBytes()).isBetween(1L << 20, 200L << 20);
        assertThat(growth.after().rowsBytes()).isBetween(16L << 20, 64L << 20);
        assertThat(new ChainGrowth.Growth(40, new ChainGrowth.Memory(0, 0), new ChainGrowth.Memory(80, 40))
                        .heapBytesPerBlock())
                .isEqualTo(2);
    }
}
