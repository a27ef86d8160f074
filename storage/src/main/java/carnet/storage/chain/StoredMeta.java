package carnet.storage.chain;

import carnet.consensus.block.BlockMeta;
import carnet.consensus.codec.ByteReader;
import carnet.consensus.codec.DecodeException;

/**
 * A row of {@code BLOCK_META}: {@code executed 1 | meta}.
 *
 * @param meta the block; its state is zero until it has been executed
 * @param executed whether the block's transactions have been executed on its parent's state
 */
public record StoredMeta(BlockMeta meta, boolean executed) {
    static StoredMeta decode(byte[] bytes) throws DecodeException {
        ByteReader in = new ByteReader(bytes);
        boolean executed = in.bool("executed");
        return new StoredMeta(BlockMeta.decode(in.raw("meta", in.remaining())), executed);
    }

    byte[] bytes() {
        byte[] encoded = meta.bytes();
        byte[] bytes = new byte[1 + encoded.length];
        bytes[0] = (byte) (executed ? 1 : 0);
        System.arraycopy(encoded, 0, bytes, 1, encoded.length);
        return bytes;
    }
}
