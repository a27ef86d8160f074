package carnet.benchmarks.rival;

import carnet.cli.devnet.NodeHost.Commanding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a server of another system runs: this machine, or something that this machine makes look like another.
 *
 * @param name of the place: A, B and so on
 * @param address under which all sites and this process reach it
 * @param directory for its data, which exists
 * @param commands how a command gets there
 * @param ports finds ports that nothing listens on there
 */
public record Site(String name, String address, Path directory, Commanding commands, Ports ports) {
    /** Finds a port. */
    @FunctionalInterface
    public interface Ports {
        /** Returns one that was not returned before. */
        int next() throws IOException;
    }

    /** Makes {@code count} places on this machine below a directory. */
    public static List<Site> here(Path directory, int count) throws IOException {
        List<Site> sites = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = Character.toString('A' + i);
            Path below = Files.createDirectories(directory.resolve(name));
            sites.add(new Site(name, "127.0.0.1", below, command -> command, Site::freePort));
        }
        return sites;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
