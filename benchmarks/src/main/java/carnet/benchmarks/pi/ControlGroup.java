package carnet.benchmarks.pi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A named set of processes that the kernel limits and counts together, in version 1 or 2. */
final class ControlGroup {
    private static final String PROCESSES = "cgroup.procs";
    private static final String DELEGATED = "cgroup.subtree_control";
    private static final int REMOVE_ATTEMPTS = 500;
    private static final long ATTEMPT_MILLIS = 20;

    private final GroupRoots roots;
    private final String name;

    /** Names a group below the roots, such as "lab/A"; nothing happens yet. */
    ControlGroup(GroupRoots roots, String name) {
        this.roots = roots;
        this.name = name;
    }

    /** Makes it, and those above it. */
    void create() throws IOException {
        for (Path root : roots.distinct()) {
            Path directory = root;
            for (Path step : Path.of(name)) {
                if (roots.isUnified()) {
                    Files.writeString(directory.resolve(DELEGATED), "+cpu +memory +io");
                }
                directory = directory.resolve(step);
                Files.createDirectories(directory);
            }
        }
    }

    /** Limits processor time to {@code quotaMicros} in each {@code periodMicros}, of all cores together. */
    void limitProcessor(long quotaMicros, long periodMicros) throws IOException {
        if (roots.isUnified()) {
            write("cpu", "cpu.max", quotaMicros + " " + periodMicros);
        } else {
            write("cpu", "cpu.cfs_period_us", Long.toString(periodMicros));
            write("cpu", "cpu.cfs_quota_us", Long.toString(quotaMicros));
        }
    }

    /** Limits memory, the cache of files included. */
    void limitMemory(long bytes) throws IOException {
        write("memory", roots.isUnified() ? "memory.max" : "memory.limit_in_bytes", Long.toString(bytes));
    }

    /** Limits writes to a block device, named "major:minor". */
    void limitWrites(String device, long bytesPerSecond, long writesPerSecond) throws IOException {
        if (roots.isUnified()) {
            write("blkio", "io.max", device + " wbps=" + bytesPerSecond + " wiops=" + writesPerSecond);
        } else {
            write("blkio", "blkio.throttle.write_bps_device", device + " " + bytesPerSecond);
            write("blkio", "blkio.throttle.write_iops_device", device + " " + writesPerSecond);
        }
    }

    private void write(String controller, String file, String value) throws IOException {
        Files.writeString(roots.of(controller).resolve(name).resolve(file), value);
    }

    /** Returns the files into which a process writes its id to join. */
    List<Path> doors() {
        return directories().stream()
                .map(directory -> directory.resolve(PROCESSES))
                .toList();
    }

    /** Returns the processor time that its processes have used, ended ones included, in microseconds. */
    long processorMicros() throws IOException {
        if (!roots.isUnified()) {
            String nanos = Files.readString(roots.of("cpuacct").resolve(name).resolve("cpuacct.usage"));
            return TimeUnit.NANOSECONDS.toMicros(Long.parseLong(nanos.strip()));
        }
        for (String line : Files.readAllLines(roots.of("cpu").resolve(name).resolve("cpu.stat"))) {
            if (line.startsWith("usage_usec ")) {
                return Long.parseLong(line.substring("usage_usec ".length()));
            }
        }
        throw new IOException("cpu.stat of " + name + " does not tell usage_usec");
    }

    /** Returns the processes that are in it now. */
    List<Long> processes() throws IOException {
        List<Long> processes = new ArrayList<>();
        for (Path door : doors()) {
            if (Files.exists(door)) {
                Files.readAllLines(door).forEach(line -> processes.add(Long.parseLong(line.strip())));
            }
        }
        return processes.stream().distinct().toList();
    }

    /** Kills its processes by their ids and removes it with what is below it; does nothing when it is not there. */
    void remove() throws IOException, InterruptedException {
        for (Path directory : directories()) {
            for (String below : below(directory)) {
                new ControlGroup(roots, name + "/" + below).remove();
            }
        }
        for (int attempt = 1; ; attempt++) {
            kill();
            try {
                for (Path directory : directories()) {
                    Files.deleteIfExists(directory);
                }
                return;
            } catch (IOException busy) {
                // Until the last process is gone, and a moment longer.
                if (attempt == REMOVE_ATTEMPTS) {
                    throw new IOException("control group " + name + " cannot be removed", busy);
                }
                TimeUnit.MILLISECONDS.sleep(ATTEMPT_MILLIS);
            }
        }
    }

    /** Kills its processes by their ids and waits until they are gone. */
    void end() throws IOException, InterruptedException {
        for (int attempt = 1; !processes().isEmpty(); attempt++) {
            if (attempt > REMOVE_ATTEMPTS) {
                throw new IOException("processes of control group " + name + " cannot be ended");
            }
            kill();
            TimeUnit.MILLISECONDS.sleep(ATTEMPT_MILLIS);
        }
    }

    private void kill() throws IOException {
        for (long process : processes()) {
            ProcessHandle.of(process).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /** Returns the names of the groups directly below a directory. */
    static List<String> below(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> inside = Files.list(directory)) {
            return inside.filter(Files::isDirectory)
                    .map(path -> String.valueOf(path.getFileName()))
                    .toList();
        }
    }

    private List<Path> directories() {
        return roots.distinct().stream().map(root -> root.resolve(name)).toList();
    }
}
