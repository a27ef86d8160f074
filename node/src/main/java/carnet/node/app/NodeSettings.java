package carnet.node.app;

import carnet.consensus.genesis.Genesis;
import carnet.crypto.sign.SigningKey;
import carnet.node.net.PeerAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/**
 * What one node process is started with.
 *
 * @param dataDirectory where blocks, state and records are
 * @param genesis the network
 * @param key the node's secret key
 * @param listenHost where it takes other nodes
 * @param listenPort TCP port
 * @param http where it takes its users; loopback
 * @param boot nodes to dial beside those of the policy list
 * @param miningThreads threads of the nonce search, or 0 to choose by the number of cores
 * @param version the software's version
 */
public record NodeSettings(
        Path dataDirectory,
        Genesis genesis,
        SigningKey key,
        String listenHost,
        int listenPort,
        InetSocketAddress http,
        List<PeerAddress> boot,
        int miningThreads,
        String version) {
    /** Copies the list. */
    public NodeSettings {
        boot = List.copyOf(boot);
    }
}
