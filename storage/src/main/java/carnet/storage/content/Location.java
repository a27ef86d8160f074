package carnet.storage.content;

import carnet.crypto.cid.Cid;
import carnet.storage.kv.StoreCorruptException;
import java.nio.ByteBuffer;

/**
 * Where a block is. As a row of {@code Column.CHUNKS}:
 *
 * <pre>
 * segment u32 | offset of the frame u32 | length of the block u32 | codec u8      13 bytes
 * </pre>
 */
record Location(int segment, int offset, int length, Cid.Codec codec) {
    private static final int ROW_BYTES = 13;

    byte[] row() {
        return ByteBuffer.allocate(ROW_BYTES)
                .putInt(segment)
                .putInt(offset)
                .putInt(length)
                .put((byte) codec.code())
                .array();
    }

    static Location of(byte[] row) {
        if (row.length != ROW_BYTES) {
            throw damaged();
        }
        ByteBuffer in = ByteBuffer.wrap(row);
        int segment = in.getInt();
        int offset = in.getInt();
        int length = in.getInt();
        byte code = in.get();
        for (Cid.Codec codec : Cid.Codec.values()) {
            if (codec.code() == code
                    && segment > 0
                    && offset > 0
                    && length >= 0
                    && length <= ContentStore.MAX_BLOCK_BYTES) {
                return new Location(segment, offset, length, codec);
            }
        }
        throw damaged();
    }

    int frameBytes() {
        return Frame.HEADER_BYTES + length;
    }

    private static StoreCorruptException damaged() {
        return new StoreCorruptException(
                "A row of the content index has a form that this program never writes."
                        + " Move the database directory away and start the node again: the index is rebuilt from the segments.");
    }
}
