package carnet.cli.devnet;

import carnet.cli.client.NodeClient;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A node as a process of its own, started with the Java and the classes of this one.
 *
 * @param name of the node
 * @param home its directory
 * @param client asks it
 * @param process the process
 */
public record NodeProcess(String name, Path home, NodeClient client, Process process) {
    /** What the launcher gives a node, too: a board with 1 GB has this to spare. */
    private static final List<String> JVM_OPTIONS =
            List.of("-XX:+UseSerialGC", "-Xms32m", "-Xmx128m", "-XX:+ExitOnOutOfMemoryError");

    /** Arenas of glibc's malloc: its default of eight for each core only scatters what RocksDB takes and gives back. */
    private static final String MALLOC_ARENAS = "2";

    /** How long a node may take to close its files before it is killed. */
    private static final int STOP_SECONDS = 10;

    private static final int NATIVE_ACCESS_VERSION = 24;

    /** Starts {@code carnet} with {@code arguments}; output goes to node.log in its directory. */
    static NodeProcess start(String name, Path home, NodeClient client, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(Objects.toString(System.getProperty("java.home")), "bin", "java")
                .toString());
        command.addAll(JVM_OPTIONS);
        if (Runtime.version().feature() >= NATIVE_ACCESS_VERSION) {
            command.add("--enable-native-access=ALL-UNNAMED");
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.add("-Djava.library.path=" + System.getProperty("java.library.path"));
        command.addAll(List.of("-cp", Objects.toString(System.getProperty("java.class.path")), "carnet.cli.Main"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(home.resolve("node.log").toFile()));
        builder.environment().putIfAbsent("MALLOC_ARENA_MAX", MALLOC_ARENAS);
        return new NodeProcess(name, home, client, builder.start());
    }

    /** Ends the process by its id at once, as a power cut would, and returns when it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Starts a node that ended, in the same directory, which holds the genesis file by now. */
    NodeProcess startAgain() throws IOException {
        return start(name, home, client, "node", "start", "--home", home.toString());
    }

    /** Ends the process by its id: politely, then not. */
    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
