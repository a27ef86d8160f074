package carnet.cli.devnet;

import carnet.cli.client.NodeClient;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
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
 * @param host where it runs
 * @param home its directory
 * @param client asks it
 * @param process the process
 */
public record NodeProcess(NodeHost host, Path home, NodeClient client, Process process) {
    /** System property in which the launcher names the program that users run; else the nodes run this process's own. */
    private static final String PROGRAM = "carnet.jar";

    /** System property with the options of the JVM that the launcher gives a node, each on a line. */
    private static final String JVM_OPTIONS = "carnet.node.options";

    /** How long a node may take to close its files before it is killed. */
    private static final int STOP_SECONDS = 10;

    private static final int NATIVE_ACCESS_VERSION = 24;

    /** Starts {@code carnet} with {@code arguments}; output goes to node.log in its directory. */
    static NodeProcess start(NodeHost host, Path home, NodeClient client, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(Objects.toString(System.getProperty("java.home")), "bin", "java")
                .toString());
        command.addAll(
                System.getProperty(JVM_OPTIONS, "-XX:+UseSerialGC").lines().toList());
        command.addAll(host.javaOptions());
        if (Runtime.version().feature() >= NATIVE_ACCESS_VERSION) {
            command.add("--enable-native-access=ALL-UNNAMED");
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.add("-Djava.library.path=" + System.getProperty("java.library.path"));
        String ownProgram = Objects.toString(System.getProperty("java.class.path"));
        command.addAll(List.of("-cp", System.getProperty(PROGRAM, ownProgram), "carnet.cli.Main"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(host.commands().on(command))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(home.resolve("node.log").toFile()));
        return new NodeProcess(host, home, client, builder.start());
    }

    /** Returns the name of the node. */
    public String name() {
        return host.name();
    }

    /** Fails when the process ended by itself. */
    public void requireAlive() throws Failure {
        if (!process.isAlive()) {
            throw new Failure(
                    ExitCode.FAILED,
                    "node " + name() + " ended with exit code " + process.exitValue(),
                    "Look into " + home.resolve("node.log"));
        }
    }

    /** Ends the process by its id at once, as a power cut would, and returns when it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Starts a node that ended, in the same directory, which holds the genesis file by now. */
    NodeProcess startAgain() throws IOException {
        return start(host, home, client, "node", "start", "--home", home.toString());
    }

    /** Ends the process by its id: politely, then not. */
    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
