package carnet.benchmarks.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import carnet.benchmarks.network.ProcessReading;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

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
    void aLineOfManyValuesSaysMedianHighQuantileAndCount() {
        Sample sample = new Sample();
        sample.add(12.34);
        sample.add(250);

        assertThat(Figure.of("put", "ms", sample, 10.0).line())
                .contains("put", "<= 10", "12.3, p95 250 of 2", "ms", "missed");
    }

    @Test
    void thisProcessHasMemoryAndUsedItsProcessor() throws Exception {
        assumeTrue(Files.isReadable(Path.of("/proc/self/io")));

        ProcessReading reading = ProcessReading.of(ProcessHandle.current().pid());

        assertThat(reading.residentBytes()).isGreaterThan(1L << 20);
        assertThat(reading.cpuMillis()).isPositive();
        assertThat(reading.writtenBytes()).isNotNegative();
    }
}
