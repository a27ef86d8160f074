package carnet.benchmarks.rival;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds programs on the path. */
public final class Programs {
    private Programs() {}

    /** Returns where a program lies. */
    public static Optional<Path> find(String name) {
        String searchPath = System.getenv("PATH");
        if (searchPath == null) {
            return Optional.empty();
        }
        for (String directory : searchPath.split(":", -1)) {
            Path program = Path.of(directory, name);
            if (!directory.isEmpty() && Files.isExecutable(program)) {
                return Optional.of(program);
            }
        }
        return Optional.empty();
    }
}
