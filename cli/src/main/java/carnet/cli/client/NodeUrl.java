package carnet.cli.client;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * The address of a node's HTTP side.
 *
 * @param base scheme, host and port, without a path
 */
public record NodeUrl(URI base) {
    /** Refuses anything but {@code http://host:port}. */
    public NodeUrl {
        boolean plain = "http".equals(base.getScheme()) && base.getHost() != null && base.getPort() > 0;
        String path = base.getRawPath();
        if (!plain || base.getQuery() != null || base.getUserInfo() != null || !(path == null || path.isEmpty())) {
            throw new IllegalArgumentException("a node's URL is http://host:port, such as http://127.0.0.1:8645");
        }
    }

    /** Reads the text form; a slash at its end is ignored. */
    public static NodeUrl parse(String text) {
        try {
            return new NodeUrl(new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'" + text + "' is no URL: write http://host:port", e);
        }
    }

    /** Returns the address of {@code path}, which begins with a slash and is already encoded. */
    URI at(String path) {
        return URI.create(base + path);
    }

    @Override
    public String toString() {
        return base.toString();
    }
}
