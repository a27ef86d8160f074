package carnet.storage.content;

import carnet.crypto.cid.Cid;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The header of one block in a segment, big-endian:
 *
 * <pre>
 *  0  magic u32: "blok", or "gone" after removal
 *  4  length of the block u32, at most 2 MiB
 *  8  content identifier, 36 bytes
 * 44  CRC-32C of the block u32 (of nothing after removal)
 * 48  CRC-32C of the 48 bytes before u32
 * 52  the block
 * </pre>
 *
 * The checksums serve the scan after a crash, which must tell a whole frame from a torn one, and blocks for peers, who
 * hash what they get; what is read for this node is judged by its SHA-256.
 */
record Frame(boolean live, int length, Cid cid, int blockCrc) {
    static final int HEADER_BYTES = 52;

    private static final int MAGIC_LIVE = 0x626c6f6b;
    private static final int MAGIC_REMOVED = 0x676f6e65;
    private static final int CHECKED_BYTES = HEADER_BYTES - Integer.BYTES;

    /** Returns header and block in one array. */
    static byte[] encode(Cid cid, byte[] block) {
        byte[] frame = new byte[HEADER_BYTES + block.length];
        writeHeader(frame, MAGIC_LIVE, block.length, cid, crc(block, 0, block.length));
        System.arraycopy(block, 0, frame, HEADER_BYTES, block.length);
        return frame;
    }

    /** Returns the header that marks a frame as removed. */
    static byte[] removed(Cid cid, int length) {
        byte[] header = new byte[HEADER_BYTES];
        writeHeader(header, MAGIC_REMOVED, length, cid, 0);
        return header;
    }

    /** Reads a header, or returns null when these bytes are none. */
    static @Nullable Frame decode(byte[] header) {
        ByteBuffer in = ByteBuffer.wrap(header, 0, HEADER_BYTES);
        int magic = in.getInt();
        int length = in.getInt();
        byte[] cid = new byte[Cid.LENGTH_BYTES];
        in.get(cid);
        int blockCrc = in.getInt();
        if (in.getInt() != crc(header, 0, CHECKED_BYTES)
                || (magic != MAGIC_LIVE && magic != MAGIC_REMOVED)
                || length < 0
                || length > ContentStore.MAX_BLOCK_BYTES) {
            return null;
        }
        try {
            return new Frame(magic == MAGIC_LIVE, length, Cid.of(cid), blockCrc);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    boolean fits(byte[] block, int blockBytes) {
        return crc(block, 0, blockBytes) == blockCrc;
    }

    /** Returns whether this is the header of a block, by whichever codec it was put, that follows it in one array. */
    boolean holds(Cid block, byte[] frame) {
        return cid.digest().equals(block.digest())
                && frame.length == frameBytes()
                && crc(frame, HEADER_BYTES, length) == blockCrc;
    }

    int frameBytes() {
        return HEADER_BYTES + length;
    }

    private static void writeHeader(byte[] frame, int magic, int length, Cid cid, int blockCrc) {
        ByteBuffer out = ByteBuffer.wrap(frame);
        out.putInt(magic).putInt(length).put(cid.bytes()).putInt(blockCrc);
        out.putInt(crc(frame, 0, CHECKED_BYTES));
    }

    private static int crc(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }
}
