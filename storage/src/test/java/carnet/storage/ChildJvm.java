package carnet.storage;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A second Java process with the tests' own class path: to be killed, or to run where the disk is small. */
public final class ChildJvm {
    private ChildJvm() {}

    /** Starts {@code main}; its errors appear among those of the tests. */
    public static Process start(Class<?> main, String... arguments) throws IOException {
        return start(command(main, arguments));
    }

    /**
     * Starts {@code main} in a mount namespace of its own in which {@code mountPoint} is a memory disk of
     * {@code sizeBytes}; it is gone with the process.
     */
    public static Process startOnSmallDisk(Path mountPoint, long sizeBytes, Class<?> main, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of("unshare", "-Urm", "sh", "-c", mountThenRun(), "sh"));
        command.add(Long.toString(sizeBytes));
        command.add(mountPoint.toString());
        command.addAll(command(main, arguments));
        return start(command);
    }

    /** Starts {@code main} where no file may grow beyond {@code fileBytes}: a write above it fails. */
    public static Process startWithSmallFiles(long fileBytes, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("sh", "-c", "ulimit -f $1 && shift && exec \"$@\"", "sh", fileBytes / 512 + ""));
        command.addAll(command(main, arguments));
        return start(command);
    }

    /** Returns whether this user and kernel allow {@link #startOnSmallDisk}. */
    public static boolean canMountSmallDisk(Path mountPoint) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(
                                    "unshare",
                                    "-Urm",
                                    "sh",
                                    "-c",
                                    mountThenRun(),
                                    "sh",
                                    "65536",
                                    mountPoint.toString(),
                                    "true")
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String mountThenRun() {
        return "size=$1; at=$2; shift 2; mount -t tmpfs -o size=$size none \"$at\" && exec \"$@\"";
    }

    private static List<String> command(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--enable-native-access"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** RocksDB unpacks its library at each start and a killed process leaves it behind: one name for all of them. */
    private static Process start(List<String> command) throws IOException {
        ProcessBuilder child = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        Path libraries = Path.of(System.getProperty("java.io.tmpdir"), "children-libraries");
        child.environment()
                .put("ROCKSDB_SHAREDLIB_DIR", Files.createDirectories(libraries).toString());
        return child.start();
    }
}
