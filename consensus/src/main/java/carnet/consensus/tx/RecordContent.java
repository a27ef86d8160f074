package carnet.consensus.tx;

import carnet.consensus.codec.ByteReader;
import carnet.consensus.codec.ByteWriter;
import carnet.consensus.codec.DecodeException;
import carnet.crypto.cid.Cid;
import java.util.Comparator;

/**
 * What has to be stored for a record. Two records of one owner may share the payload and differ in the key box, so it
 * takes both to say whether a record is held.
 *
 * <pre>
 *   payload CID 36 | key box CID 36
 * </pre>
 *
 * @param payloadCid root of the ciphertext's tree
 * @param keyBoxCid the key box, one block
 */
public record RecordContent(Cid payloadCid, Cid keyBoxCid) implements Comparable<RecordContent> {
    private static final Comparator<RecordContent> ORDER =
            Comparator.comparing(RecordContent::payloadCid).thenComparing(RecordContent::keyBoxCid);

    /** Reads 72 bytes. */
    public static RecordContent read(ByteReader in) throws DecodeException {
        return new RecordContent(in.cid("payload CID"), in.cid("key box CID"));
    }

    /** Writes 72 bytes. */
    public void write(ByteWriter out) {
        out.cid(payloadCid).cid(keyBoxCid);
    }

    /** Returns the encoding; its order as unsigned bytes is this type's order. */
    public byte[] bytes() {
        ByteWriter out = new ByteWriter();
        write(out);
        return out.toBytes();
    }

    @Override
    public int compareTo(RecordContent other) {
        return ORDER.compare(this, other);
    }
}
