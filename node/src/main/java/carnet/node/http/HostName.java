package carnet.node.http;

import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;

/**
 * Which Host headers are taken. A web page can point a name of its own at this machine (DNS rebinding) but cannot make a
 * browser send an IP address for it.
 */
final class HostName {
    private HostName() {}

    static boolean isAllowed(String header, @Nullable String configured) {
        String host = withoutPort(header);
        if (host.startsWith("[") && host.endsWith("]")) {
            return NetUtil.isValidIpV6Address(host.substring(1, host.length() - 1));
        }
        return NetUtil.isValidIpV4Address(host)
                || host.equalsIgnoreCase("localhost")
                || (configured != null && host.equalsIgnoreCase(configured));
    }

    private static String withoutPort(String header) {
        int colon = header.lastIndexOf(':');
        boolean hasPort = colon > header.lastIndexOf(']')
                && colon < header.length() - 1
                && header.substring(colon + 1).chars().allMatch(c -> c >= '0' && c <= '9');
        return hasPort ? header.substring(0, colon) : header;
    }
}
