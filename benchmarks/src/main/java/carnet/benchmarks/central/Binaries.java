package carnet.benchmarks.central;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The server's programs.
 *
 * @param directory in which all of them lie
 */
record Binaries(Path directory) {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final List<String> NEEDED = List.of("postgres", "initdb", "pg_ctl", "pg_basebackup");

    /** Looks on the path, following links to where the other programs are, and where Debian keeps versions. */
    static Optional<Binaries> find(String searchPath) throws IOException {
        List<Path> places = new ArrayList<>();
        for (String each : searchPath.split(":", -1)) {
            Path server = Path.of(each, "postgres");
            if (!each.isEmpty() && Files.isExecutable(server)) {
                places.add(server.toRealPath().getParent());
            }
        }
        if (Files.isDirectory(DEBIAN)) {
            try (Stream<Path> versions = Files.list(DEBIAN)) {
                versions.sorted(Comparator.comparing(Binaries::version).reversed())
                        .forEach(version -> places.add(version.resolve("bin")));
            }
        }
        return places.stream()
                .filter(place -> NEEDED.stream().allMatch(name -> Files.isExecutable(place.resolve(name))))
                .findFirst()
                .map(Binaries::new);
    }

    private static int version(Path directory) {
        String digits = directory.getFileName().toString().replaceAll("[^0-9].*", "");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    String program(String name) {
        return directory.resolve(name).toString();
    }
}
