package carnet.cli.home;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Where something listens.
 *
 * @param host a name or an address; an IPv6 address without brackets
 * @param port 1 to 65535
 */
public record HostPort(String host, int port) {
    private static final int MAX_PORT = 65_535;

    /** Refuses an empty host and a port out of range. */
    public HostPort {
        if (host.isBlank()) {
            throw new IllegalArgumentException("the host is missing: write host:port, such as 127.0.0.1:8645");
        }
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("port " + port + " is out of range: 1 to " + MAX_PORT);
        }
    }

    /** Reads "host:port" or "[IPv6]:port". */
    public static HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("'" + text + "' has no port: write host:port, such as 127.0.0.1:8645");
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        try {
            return new HostPort(host, Integer.parseInt(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text.substring(colon + 1) + "' is no port: 1 to " + MAX_PORT, e);
        }
    }

    /** Reads an address that only this machine can reach, such as "127.0.0.1:8645". */
    public static HostPort parseLoopback(String text) {
        HostPort parsed = parse(text);
        try {
            if (InetAddress.getByName(parsed.host()).isLoopbackAddress()) {
                return parsed;
            }
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no address is known for " + parsed.host(), e);
        }
        throw new IllegalArgumentException(parsed
                + " is no loopback address; a node has no TLS and no accounts for users, so it serves its own machine"
                + " only: say 127.0.0.1:" + parsed.port()
                + ", and come from elsewhere through an SSH tunnel or a reverse proxy on that machine");
    }

    /** Returns whether this means all addresses of the machine, which nobody can connect to. */
    public boolean isWildcard() {
        return host.equals("0.0.0.0") || host.equals("::") || host.equals("*");
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
