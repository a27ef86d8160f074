package carnet.consensus.tx;

import carnet.consensus.codec.ByteReader;
import carnet.consensus.codec.ByteWriter;
import carnet.consensus.codec.DecodeException;
import carnet.crypto.cid.Cid;
import carnet.crypto.hash.Hash;

/**
 * A member puts a record. This is all that a stranger learns of it (RULES 24).
 *
 * <pre>
 *   HashID 32 | payload CID 36 | key box CID 36 | profile 1 | size class 1 | record class 1 | folder 4
 * </pre>
 *
 * @param hashId names the record together with its owner, the sender
 * @param payloadCid the ciphertext
 * @param keyBoxCid the key box, one raw block
 * @param profile number of the UnixFS profile: 1 or 2
 * @param sizeClass smallest k with ciphertext bytes at most 2^k, at most {@value #MAX_SIZE_CLASS}
 * @param recordClass 1 picture, 2 video, 3 text, 4 other
 * @param folder the owner's folder number; 0 is the default folder
 */
public record PutRecord(
        Hash hashId, Cid payloadCid, Cid keyBoxCid, int profile, int sizeClass, int recordClass, long folder)
        implements Payload {
    /** Largest size class: 1 TiB. */
    public static final int MAX_SIZE_CLASS = 40;

    private static final int PROFILES = 2;
    private static final int RECORD_CLASSES = 4;
    private static final long MAX_FOLDER = 0xffff_ffffL;

    /** Refuses numbers outside their ranges and a key box that is no raw block. */
    public PutRecord {
        requireRange(profile, 1, PROFILES, "profile");
        requireRange(sizeClass, 0, MAX_SIZE_CLASS, "size class");
        requireRange(recordClass, 1, RECORD_CLASSES, "record class");
        if (folder < 0 || folder > MAX_FOLDER) {
            throw new IllegalArgumentException("folder is " + folder + ", allowed are 0 to " + MAX_FOLDER);
        }
        if (keyBoxCid.codec() != Cid.Codec.RAW) {
            throw new IllegalArgumentException("key box CID must name one raw block");
        }
    }

    static PutRecord read(ByteReader in) throws DecodeException {
        try {
            return new PutRecord(
                    in.hash("HashID"),
                    in.cid("payload CID"),
                    in.cid("key box CID"),
                    in.u8("profile"),
                    in.u8("size class"),
                    in.u8("record class"),
                    in.u32("folder"));
        } catch (IllegalArgumentException e) {
            throw new DecodeException("record: " + e.getMessage());
        }
    }

    /** Returns what has to be stored for the record. */
    public RecordContent content() {
        return new RecordContent(payloadCid, keyBoxCid);
    }

    @Override
    public TransactionType type() {
        return TransactionType.PUT_RECORD;
    }

    @Override
    public void write(ByteWriter out) {
        out.hash(hashId)
                .cid(payloadCid)
                .cid(keyBoxCid)
                .u8(profile)
                .u8(sizeClass)
                .u8(recordClass)
                .u32(folder);
    }

    private static void requireRange(int value, int min, int max, String field) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(field + " is " + value + ", allowed are " + min + " to " + max);
        }
    }
}
