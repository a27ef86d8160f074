package carnet.cli.command;

import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Lists the files that arguments name: a file is itself, a directory is all that lies below it, sorted. */
final class PutFiles {
    private PutFiles() {}

    static List<Path> list(List<Path> arguments) throws IOException, Failure {
        List<Path> files = new ArrayList<>();
        for (Path argument : arguments) {
            if (argument.toString().isEmpty()) {
                throw new Failure(
                        ExitCode.USAGE,
                        "a file name is empty, perhaps from a variable that is not set",
                        "Name a file, or the current directory with .");
            }
            if (!Files.isDirectory(argument, LinkOption.NOFOLLOW_LINKS)) {
                files.add(argument);
                continue;
            }
            try (Stream<Path> below = Files.walk(argument)) {
                below.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                        .sorted()
                        .forEach(files::add);
            }
        }
        return files;
    }
}
