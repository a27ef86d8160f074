package carnet.benchmarks.peers;

import carnet.benchmarks.network.RunDirectory;
import carnet.benchmarks.results.Clock;
import carnet.benchmarks.results.Cost;
import carnet.benchmarks.results.Outcome;
import carnet.benchmarks.rival.ProcessTree;
import carnet.benchmarks.rival.Rival;
import carnet.benchmarks.rival.Site;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Encrypted ingest into a local repository (P1). One command takes all files of a burst, as it is meant to be used, and
 * all of them are safe when its snapshot is: every file gets that time, the start of its process
 * included. Restic speaks to no network here.
 */
final class Restic implements Rival {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int PASSWORD_BYTES = 16;

    private final Site site;
    private final Path repository;
    private final Path password;

    private Restic(Site site, Path password) {
        this.site = site;
        this.repository = site.directory().resolve("restic");
        this.password = password;
    }

    static Restic open(Site site, Environment environment) throws IOException, Failure, InterruptedException {
        Path password = site.directory().resolve("restic-password");
        Files.writeString(
                password, HexFormat.of().formatHex(environment.entropy().bytes(PASSWORD_BYTES)));
        Restic restic = new Restic(site, password);
        restic.run(List.of("init"));
        return restic;
    }

    @Override
    public Outcome burst(List<Path> files, int clients) throws IOException, Failure, InterruptedException {
        List<String> command = new ArrayList<>(List.of("backup"));
        files.forEach(file -> command.add(file.toString()));
        double cpuBefore = ProcessTree.ownMillis();
        long start = System.nanoTime();
        run(command);
        double millis = (System.nanoTime() - start) / NANOS_PER_MILLI;
        Cost cost = new Cost(0.0, ProcessTree.ownMillis() - cpuBefore, null, null, null);
        return new Outcome(Map.of(Clock.ACCEPTED, Collections.nCopies(files.size(), millis)), 0, null, cost);
    }

    @Override
    public void clear() throws IOException, Failure, InterruptedException {
        RunDirectory.delete(repository);
        run(List.of("init"));
    }

    @Override
    public void close() {}

    private void run(List<String> arguments) throws IOException, Failure, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "restic",
                "--quiet",
                "--no-cache",
                "--repo",
                repository.toString(),
                "--password-file",
                password.toString()));
        command.addAll(arguments);
        Path log = site.directory().resolve("restic.log");
        int status = new ProcessBuilder(site.commands().on(command))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (status != 0) {
            throw new Failure(
                    ExitCode.FAILED,
                    "restic " + arguments.get(0) + " ended with status " + status + ": "
                            + Files.readString(log).strip());
        }
    }
}
