package carnet.node.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * What travels inside TLS (SPEC, "Peer links"):
 *
 * <pre>
 *   +----------------+--------+----------------------+
 *   | u32 length     | u8     | payload              |
 *   | of type+payload| type   | length - 1 bytes     |
 *   +----------------+--------+----------------------+
 * </pre>
 *
 * @param type one of the constants; others are ignored and counted
 * @param payload what the type says
 */
record Frame(int type, byte[] payload) {
    static final int LENGTH_BYTES = 4;
    static final int HEADER_BYTES = LENGTH_BYTES + 1;

    static final int HELLO = 1;
    static final int PROOF = 2;
    static final int GOODBYE = 3;
    static final int PING = 4;
    static final int MESSAGE = 5;
    static final int ADDRESSES = 6;
    static final int FETCH = 7;
    static final int CHUNK = 8;
    static final int NOT_FOUND = 9;
    static final int REFUSED = 10;

    /** Below this size one copy is cheaper than a composite buffer. */
    private static final int COPY_MAX_BYTES = 1024;

    /** Returns the whole frame, its payload being {@code head} followed by {@code body}, which is not copied if large. */
    static ByteBuf encode(int type, byte[] head, byte[] body) {
        int length = 1 + head.length + body.length;
        boolean copy = body.length <= COPY_MAX_BYTES;
        ByteBuf start = Unpooled.buffer(HEADER_BYTES + head.length + (copy ? body.length : 0));
        start.writeInt(length).writeByte(type).writeBytes(head);
        return copy ? start.writeBytes(body) : Unpooled.wrappedBuffer(start, Unpooled.wrappedBuffer(body));
    }
}
