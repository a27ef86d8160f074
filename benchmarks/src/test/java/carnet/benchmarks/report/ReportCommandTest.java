package carnet.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.benchmarks.results.Results;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Files that are no results are told in plain words, and nothing is drawn. */
class ReportCommandTest {
    @TempDir
    Path directory;

    @Test
    void aDirectoryIsNotMissing() {
        refuses(directory, "is a directory");
    }

    @Test
    void aFileThatIsNotThereIs() {
        refuses(directory.resolve("none.json"), "does not exist");
    }

    @Test
    void aFileThatWasCutOffIsToldWithTheLine() throws IOException {
        Path whole = directory.resolve("whole.json");
        SampleResults.of(Results.MACHINE).write(whole);
        List<String> lines = Files.readAllLines(whole);
        refuses(file(String.join("\n", lines.subList(0, 7))), "it is no JSON, or cut off, at line 7");
    }

    @Test
    void otherJsonIsNoResults() throws IOException {
        refuses(file("{}"), "its JSON says something else");
        refuses(file("[1]"), "its JSON says something else");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("results.json"), text);
    }

    private void refuses(Path file, String why) {
        Path out = directory.resolve("report");
        ReportCommand command = CommandLine.populateCommand(
                new ReportCommand(Environment.ofProcess()), file.toString(), "-o", out.toString());
        assertThatThrownBy(command::call).isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.line())
                .contains(file + "")
                .contains(why)
                .doesNotContain("carnet.benchmarks"));
        assertThat(out).doesNotExist();
    }
}
