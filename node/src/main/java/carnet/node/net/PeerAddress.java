package carnet.node.net;

/**
 * Where a node listens.
 *
 * @param host host name, IPv4 or IPv6 address without brackets, at most {@link NetLimits#HOST_MAX_BYTES} bytes
 * @param port TCP port, 1 to 65535
 */
public record PeerAddress(String host, int port) {
    /** Refuses a host that is no host and a port out of range. */
    public PeerAddress {
        if (!isHost(host)) {
            throw new IllegalArgumentException("not a host name or IP address: " + printable(host));
        }
        if (port < 1 || port > 0xffff) {
            throw new IllegalArgumentException("a port is between 1 and 65535, not " + port);
        }
    }

    /**
     * Reads {@code host:port} or {@code [ipv6]:port}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static PeerAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException("an address is written host:port, not " + printable(text));
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw new IllegalArgumentException("an IPv6 address is written [address]:port, not " + printable(text));
        }
        String digits = text.substring(colon + 1);
        if (!digits.matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("an address is written host:port, not " + printable(text));
        }
        return new PeerAddress(host, Integer.parseInt(digits));
    }

    /** Returns whether {@code host} has only the characters of host names and IP addresses, and a sane length. */
    static boolean isHost(String host) {
        if (host.isEmpty() || host.length() > NetLimits.HOST_MAX_BYTES) {
            return false;
        }
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!alphanumeric && ".-_:%".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static String printable(String text) {
        String cut = text.length() > 80 ? text.substring(0, 80) + "..." : text;
        return '"' + cut.replaceAll("[^\\x20-\\x7e]", "?") + '"';
    }

    @Override
    public String toString() {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }
}
