package carnet.benchmarks.pi;

import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Runs programs of the system to their end. */
final class Tool {
    private Tool() {}

    /**
     * Returns what a command printed; fails with all that it said when its exit status is not 0. Its standard error is
     * none of it: a JVM tells there which options it found in the environment.
     */
    static String run(List<String> command) throws IOException, Failure, InterruptedException {
        Path errors = Files.createTempFile("carnet-tool", ".err");
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            process.getOutputStream().close();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new Failure(
                        ExitCode.FAILED,
                        "'" + String.join(" ", command) + "' ended with exit code " + status + ": "
                                + (printed + Files.readString(errors)).strip());
            }
            return printed;
        } finally {
            Files.delete(errors);
        }
    }

    /** Returns the command of a JVM like this one that runs {@code main} of the classes of this one. */
    static List<String> java(List<String> options, Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(Objects.toString(System.getProperty("java.home")), "bin", "java")
                .toString());
        command.addAll(options);
        command.addAll(List.of("-cp", Objects.toString(System.getProperty("java.class.path")), main.getName()));
        command.addAll(arguments);
        return command;
    }

    /** Returns whether a command ended with exit status 0. */
    static boolean succeeds(List<String> command) throws IOException, InterruptedException {
        try {
            run(command);
            return true;
        } catch (Failure refused) {
            return false;
        }
    }

    /** Returns whether the directories of {@code path}, separated by colons, hold a program. */
    static boolean isFound(String program, String path) {
        for (String directory : path.split(":", -1)) {
            if (!directory.isEmpty() && Files.isExecutable(Path.of(directory, program))) {
                return true;
            }
        }
        return false;
    }
}
