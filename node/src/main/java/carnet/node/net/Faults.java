package carnet.node.net;

import carnet.consensus.codec.DecodeException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Names what an exception of a pipeline means. */
final class Faults {
    private Faults() {}

    static DisconnectReason reasonOf(Throwable thrown) {
        DisconnectReason reason = null;
        Throwable next = thrown;
        for (int depth = 0; next != null && depth < 16; depth++) {
            DisconnectReason named = nameOf(next);
            if (named == DisconnectReason.NOT_ALLOWED) {
                return named;
            }
            reason = reason == null ? named : reason;
            next = next.getCause();
        }
        return reason == null ? DisconnectReason.INTERNAL_ERROR : reason;
    }

    private static @Nullable DisconnectReason nameOf(Throwable thrown) {
        if (thrown instanceof PinnedTrust.UnlistedKeyException) {
            return DisconnectReason.NOT_ALLOWED;
        } else if (thrown instanceof SslHandshakeTimeoutException) {
            return DisconnectReason.HANDSHAKE_TIMEOUT;
        } else if (thrown instanceof SSLException) {
            return DisconnectReason.TLS_FAILED;
        } else if (thrown instanceof ClosedChannelException) {
            return DisconnectReason.CLOSED_BY_PEER;
        } else if (thrown instanceof DecodeException) {
            return DisconnectReason.MALFORMED;
        }
        return thrown instanceof IOException ? DisconnectReason.IO_ERROR : null;
    }
}
