package carnet.storage.chain;

import carnet.consensus.codec.ByteReader;
import carnet.consensus.codec.ByteWriter;
import carnet.consensus.codec.DecodeException;
import carnet.crypto.cid.Cid;

/**
 * A row of {@code WANTED}, a record that the chain or the pool names and this node does not hold in full; and of {@code
 * HELD}, once it does.
 *
 * <pre>
 *   payload CID 36 (the key) -> key box CID 36 | size class 1 | wanted since 8
 * </pre>
 *
 * @param payloadCid root of the ciphertext's tree
 * @param keyBoxCid one raw block
 * @param sizeClass the ciphertext has at most 2^k bytes
 * @param sinceMillis when this node first saw the record
 */
public record WantedRecord(Cid payloadCid, Cid keyBoxCid, int sizeClass, long sinceMillis) {
    static WantedRecord decode(byte[] key, byte[] value) throws DecodeException {
        Cid payload = new ByteReader(key).cid("payload CID");
        ByteReader in = new ByteReader(value);
        WantedRecord wanted =
                new WantedRecord(payload, in.cid("key box CID"), in.u8("size class"), in.nonNegative("since"));
        in.end();
        return wanted;
    }

    byte[] value() {
        return new ByteWriter().cid(keyBoxCid).u8(sizeClass).u64(sinceMillis).toBytes();
    }
}
