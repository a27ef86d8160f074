package carnet.benchmarks.rival;

import carnet.cli.devnet.NodeHost.Commanding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a server of another system runs: this machine, or something that this machine makes look like another.
 *
 * @param name of the place: A, B and so on
 * @param address under which the other sites reach it
 * @param directory for its data, which exists
 * @param commands how a command gets there
 * @param ports finds ports that nothing listens on there
 * @param reach how this process reaches what listens on that place's loopback
 */
public record Site(String name, String address, Path directory, Commanding commands, Ports ports, Reach reach) {
    /** The loopback address, where servers listen for clients. */
    public static final String LOOPBACK = "127.0.0.1";

    /** Finds a port. */
    @FunctionalInterface
    public interface Ports {
        /** Returns one that was not returned before. */
        int next() throws IOException;
    }

    /** Brings what listens on a site's loopback to this process. */
    @FunctionalInterface
    public interface Reach {
        /** Returns where this process connects to reach that port. */
        InetSocketAddress of(int port) throws IOException;
    }

    /** Makes {@code count} places on this machine below a directory. */
    public static List<Site> here(Path directory, int count) throws IOException {
        List<Site> sites = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = Character.toString('A' + i);
            Path below = Files.createDirectories(directory.resolve(name));
            sites.add(new Site(
                    name,
                    LOOPBACK,
                    below,
                    command -> command,
                    Site::freePort,
                    port -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
        }
        return sites;
    }

    /** Returns whether this process, and what it starts, reaches nothing beyond its loopback. */
    public static boolean isMachineIsolated() throws IOException {
        return NetworkInterface.networkInterfaces().allMatch(Site::staysHere);
    }

    private static boolean staysHere(NetworkInterface each) {
        try {
            return each.isLoopback() || !each.isUp();
        } catch (SocketException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
