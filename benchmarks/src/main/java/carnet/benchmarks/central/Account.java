package carnet.benchmarks.central;

import carnet.benchmarks.network.RunDirectory;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The user under whom the database runs: it refuses root, so root takes another one.
 *
 * @param name of that user, or null when this process is not root and stays who it is
 * @param user its number
 * @param group the number of its group
 */
record Account(@Nullable String name, String user, String group) {
    private static final List<String> NAMES = List.of("postgres", "nobody");
    private static final int USER_FIELD = 2;

    static Account find() throws IOException, Failure {
        if (!"root".equals(System.getProperty("user.name"))) {
            return new Account(null, "", "");
        }
        List<String> users = Files.readAllLines(Path.of("/etc/passwd"));
        for (String name : NAMES) {
            for (String line : users) {
                if (line.startsWith(name + ":")) {
                    String[] fields = line.split(":", -1);
                    return new Account(name, fields[USER_FIELD], fields[USER_FIELD + 1]);
                }
            }
        }
        throw new Failure(
                ExitCode.FAILED,
                "PostgreSQL refuses to run as root, and this machine has neither a user postgres nor nobody",
                "Run this command as another user");
    }

    /** Returns the command that becomes {@code command} under this user. */
    List<String> run(List<String> command) {
        if (name == null) {
            return command;
        }
        List<String> words =
                new ArrayList<>(List.of("setpriv", "--reuid=" + user, "--regid=" + group, "--clear-groups"));
        words.addAll(command);
        return words;
    }

    /** Makes a directory of its own for this user, and lets it pass through the one above. */
    Path directory(Path above, String below) throws IOException {
        Path made = Files.createDirectory(above.resolve(below));
        give(made);
        if (name != null) {
            for (Path each = above; each != null; each = each.getParent()) {
                if (isOurs(each)) {
                    Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwx--x--x"));
                }
            }
        }
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwx------"));
        return made;
    }

    /** Makes this user the owner of a file. */
    void give(Path file) throws IOException {
        if (name != null) {
            Files.setOwner(
                    file, file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name));
        }
    }

    /** Only temporary directories of these benchmarks are opened up, never what somebody named. */
    private static boolean isOurs(Path directory) {
        return String.valueOf(directory.getFileName()).startsWith(RunDirectory.PREFIX);
    }
}
