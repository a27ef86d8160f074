package carnet.benchmarks.pi;

import carnet.cli.client.NodeUrl;
import carnet.cli.devnet.NodeHost.Commanding;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.List;

/**
 * Brings what a server in a namespace offers on that namespace's loopback only, such as the HTTP side of a node, to this
 * machine's loopback. A process in the namespace accepts at a file, since files are the same in all namespaces.
 */
final class ApiRelay implements AutoCloseable {
    private final Process inside;
    private final Relay outside;

    private ApiRelay(Process inside, Relay outside) {
        this.inside = inside;
        this.outside = outside;
    }

    /**
     * Starts both halves.
     *
     * @param commands what makes a command run in the namespace
     * @param file of the socket, which is not there yet; its path is shorter than 100 characters
     * @param port of the server
     */
    static ApiRelay start(Commanding commands, Path file, int port) throws IOException {
        List<String> java = Tool.java(
                List.of("-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                Relay.class,
                List.of(file.toString(), Integer.toString(port)));
        Process inside = new ProcessBuilder(commands.on(java))
                .redirectError(Redirect.INHERIT)
                .start();
        try {
            if (inside.inputReader().readLine() == null) {
                throw new IOException("the relay into a Pi's namespace did not start");
            }
            Relay outside = Relay.start(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), UnixDomainSocketAddress.of(file));
            return new ApiRelay(inside, outside);
        } catch (IOException e) {
            inside.destroyForcibly();
            throw e;
        }
    }

    /** Returns where this machine reaches the HTTP side. */
    NodeUrl url() {
        return NodeUrl.parse("http://127.0.0.1:" + address().getPort());
    }

    /** Returns where this machine reaches that port. */
    InetSocketAddress address() {
        if (outside.address() instanceof InetSocketAddress address) {
            return address;
        }
        throw new IllegalStateException("not TCP");
    }

    @Override
    public void close() throws IOException {
        outside.close();
        inside.destroyForcibly();
    }
}
