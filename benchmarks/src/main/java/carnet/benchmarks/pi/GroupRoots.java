package carnet.benchmarks.pi;

import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the kernel's control groups are mounted.
 *
 * @param isUnified whether one tree (version 2) has all controllers; else each has its own (version 1)
 * @param controllers root directory of each controller that is used, by its name in version 1
 */
record GroupRoots(boolean isUnified, Map<String, Path> controllers) {
    private static final Path MOUNTS = Path.of("/proc/self/mounts");
    private static final List<String> NEEDED = List.of("cpu", "memory", "blkio");
    private static final String ACCOUNTING = "cpuacct";

    /** Finds them on this machine. */
    static GroupRoots ofThisMachine() throws IOException, Failure {
        List<String> mounts = Files.readAllLines(MOUNTS);
        Path offered = unifiedRoot(mounts).resolve("cgroup.controllers");
        Set<String> controllers = offered.isAbsolute() && Files.isReadable(offered)
                ? Set.copyOf(List.of(Files.readString(offered).strip().split(" ", -1)))
                : Set.of();
        return of(mounts, controllers);
    }

    /**
     * Finds them in the lines of /proc/self/mounts.
     *
     * @param unifiedControllers what cgroup.controllers at the root of version 2 says, empty if there is none
     */
    static GroupRoots of(List<String> mounts, Set<String> unifiedControllers) throws Failure {
        Map<String, Path> found = new LinkedHashMap<>();
        for (String mount : mounts) {
            String[] fields = mount.split(" ", -1);
            if (fields.length > 3 && fields[2].equals("cgroup")) {
                List<String> options = List.of(fields[3].split(",", -1));
                for (String controller : List.of("cpu", ACCOUNTING, "memory", "blkio")) {
                    if (options.contains(controller)) {
                        found.putIfAbsent(controller, Path.of(fields[1]));
                    }
                }
            }
        }
        if (found.keySet().containsAll(NEEDED) && found.containsKey(ACCOUNTING)) {
            return new GroupRoots(false, found);
        }
        Path unified = unifiedRoot(mounts);
        if (!unified.toString().isEmpty() && unifiedControllers.containsAll(Set.of("cpu", "memory", "io"))) {
            Map<String, Path> one = new LinkedHashMap<>();
            NEEDED.forEach(controller -> one.put(controller, unified));
            return new GroupRoots(true, one);
        }
        throw new Failure(
                ExitCode.FAILED,
                "this kernel offers no control groups for processor time, memory and disk writes together",
                "Use a Linux with cgroup v2, or v1 with cpu, cpuacct, memory and blkio mounted");
    }

    /** Returns where version 2 is mounted, or an empty path. */
    static Path unifiedRoot(List<String> mounts) {
        for (String mount : mounts) {
            String[] fields = mount.split(" ", -1);
            if (fields.length > 2 && fields[2].equals("cgroup2")) {
                return Path.of(fields[1]);
            }
        }
        return Path.of("");
    }

    /** Returns the root of a controller. */
    Path of(String controller) {
        Path root = controllers.get(controller);
        if (root == null) {
            throw new IllegalArgumentException(controller);
        }
        return root;
    }

    /** Returns all roots, each once. */
    List<Path> distinct() {
        return controllers.values().stream().distinct().toList();
    }
}
