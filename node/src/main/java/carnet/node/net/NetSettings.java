package carnet.node.net;

import carnet.crypto.hash.Hash;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the composition root decides about the peer network.
 *
 * @param genesis hash of block 0; peers with another one are refused
 * @param listenHost IP address or name to listen on, such as 0.0.0.0
 * @param listenPort TCP port, or 0 for any free one
 * @param advertisedHost the host that peers tell each other to reach this node, or null for "the address you see me
 *     from"
 * @param boot addresses to keep connected; one reachable node is enough to find all others
 * @param userAgent program and version, printable ASCII
 * @param timings all time spans
 */
public record NetSettings(
        Hash genesis,
        String listenHost,
        int listenPort,
        @Nullable String advertisedHost,
        List<PeerAddress> boot,
        String userAgent,
        NetTimings timings) {

    /** Refuses what cannot be listened on or told to a peer. */
    public NetSettings {
        if (!PeerAddress.isHost(listenHost) || (advertisedHost != null && !PeerAddress.isHost(advertisedHost))) {
            throw new IllegalArgumentException("not a host name or IP address");
        }
        if (listenPort < 0 || listenPort > 0xffff) {
            throw new IllegalArgumentException("a port is between 0 and 65535, not " + listenPort);
        }
        if (!userAgent.matches("[\\x20-\\x7e]{0," + NetLimits.USER_AGENT_MAX_BYTES + "}")) {
            throw new IllegalArgumentException("a user agent is short printable ASCII");
        }
        boot = List.copyOf(boot);
    }
}
