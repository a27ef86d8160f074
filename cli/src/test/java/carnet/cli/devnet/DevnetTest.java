package carnet.cli.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.cli.command.CarnetCommand;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.Json;
import carnet.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole story with five real processes, real sockets and real disks. */
class DevnetTest {
    @TempDir
    Path dir = Path.of("");

    @Test
    void fiveNodesKeepWhatOneWasGivenAndAgree() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode;
        try (PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
                PrintStream noted = new PrintStream(err, true, StandardCharsets.UTF_8)) {
            Environment process = Environment.ofProcess();
            Terminal terminal = new Terminal(InputStream.nullInputStream(), printed, noted, false, false);
            exitCode = CarnetCommand.run(
                    new Environment(terminal, process.clock(), process.entropy(), process.pause()),
                    "devnet",
                    "--once",
                    "--json",
                    "--dir",
                    dir.resolve("devnet").toString());
        }
        assertThat(exitCode).as(err.toString(StandardCharsets.UTF_8)).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
        Report report = Json.MAPPER.readValue(out.toByteArray(), Report.class);

        assertThat(report.ok()).isTrue();
        assertThat(report.nodes()).extracting(Report.Node::name).containsExactly("A", "B", "C", "D", "E");
        assertThat(report.nodes())
                .extracting(Report.Node::head)
                .containsOnly(report.nodes().get(0).head());
        assertThat(report.nodes()).extracting(Report.Node::height).allMatch(height -> height >= 1);
        assertThat(report.records())
                .extracting(Report.Put::name)
                .containsExactly(
                        "container-seal.png",
                        "empty.txt",
                        "invoice-2026-0417.xml",
                        "loading-dock.y4m",
                        "packing-list.txt");
        for (Report.Put record : report.records()) {
            Path sample = dir.resolve("devnet/samples").resolve(record.name());
            assertThat(dir.resolve("devnet/back").resolve(record.name())).hasSameBinaryContentAs(sample);
            assertThat(record.bytes()).isEqualTo(Files.size(sample));
            assertThat(record.acceptedMillis()).isPositive();
            assertThat(record.replicatedMillis()).isPositive();
            assertThat(record.inBlockMillis()).isPositive();
        }
        assertThat(ProcessHandle.current().children())
                .noneMatch(child -> child.info().commandLine().orElse("").contains("node start"));
    }
}
