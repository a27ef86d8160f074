package carnet.cli.home;

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

    /** Returns whether this means all addresses of the machine, which nobody can connect to. */
    public boolean isWildcard() {
        return host.equals("0.0.0.0") || host.equals("::") || host.equals("*");
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
