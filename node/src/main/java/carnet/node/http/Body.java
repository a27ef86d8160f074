package carnet.node.http;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Collects one request body. Memory grows with the bytes that came, not with the length that was announced, and what is
 * counted is the memory, of which a growing array has up to twice what came.
 */
final class Body {
    private final int limit;
    private final BodyBytes all;
    private byte[] bytes = new byte[0];
    private int length;
    private int counted;

    /** {@code limit} is the least of what the path takes and of what the request announces. */
    Body(int limit, BodyBytes all) {
        this.limit = limit;
        this.all = all;
    }

    void append(ByteBuf piece) throws Refusal {
        int added = piece.readableBytes();
        if (added > limit - length) {
            throw Refusal.tooLarge(limit);
        }
        if (length + added > bytes.length) {
            int larger = Math.min(limit, Math.max(length + added, 2 * bytes.length));
            if (!all.take(larger - bytes.length)) {
                throw Refusal.busy();
            }
            counted = larger;
            bytes = Arrays.copyOf(bytes, larger);
        }
        piece.readBytes(bytes, length, added);
        length += added;
    }

    byte[] bytes() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    /** Counts the bytes as gone; further calls do nothing. */
    void release() {
        all.giveBack(counted);
        counted = 0;
    }
}
