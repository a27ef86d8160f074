package carnet.storage.chain;

import carnet.consensus.codec.ByteReader;
import carnet.consensus.codec.ByteWriter;
import carnet.consensus.codec.DecodeException;
import carnet.consensus.tx.RecordContent;

/**
 * A row of {@code WANTED}, a record that the chain or the pool names and this node does not hold in full; and of {@code
 * HELD}, once it does.
 *
 * <pre>
 *   payload CID 36 | key box CID 36 (the key) -> size class 1 | wanted since 8
 * </pre>
 *
 * @param content payload and key box
 * @param sizeClass the ciphertext has at most 2^k bytes
 * @param sinceMillis when this node first saw the record
 */
public record WantedRecord(RecordContent content, int sizeClass, long sinceMillis) {
    static WantedRecord decode(byte[] key, byte[] value) throws DecodeException {
        ByteReader names = new ByteReader(key);
        RecordContent content = RecordContent.read(names);
        names.end();
        ByteReader in = new ByteReader(value);
        WantedRecord wanted = new WantedRecord(content, in.u8("size class"), in.nonNegative("since"));
        in.end();
        return wanted;
    }

    byte[] value() {
        return new ByteWriter().u8(sizeClass).u64(sinceMillis).toBytes();
    }
}
