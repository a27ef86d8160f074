package carnet.consensus.ledger;

import carnet.consensus.codec.ByteWriter;
import carnet.crypto.cid.Cid;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A key of the ledger's state: one letter for the table, then the row's key. Ordered as unsigned bytes. */
public final class LedgerKey implements Comparable<LedgerKey> {
    /** Longest key in bytes: table letter, owner, HashID. */
    public static final int MAX_BYTES = 80;

    private static final char POLICY = 'p';
    private static final char MEMBER = 'm';
    private static final char RECORD = 'r';
    private static final char CONTENT = 'c';
    private static final char EXECUTED = 'x';

    private final byte[] bytes;

    private LedgerKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Copies the bytes of a stored key. */
    public static LedgerKey of(byte[] bytes) {
        if (bytes.length == 0 || bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("a ledger key has 1 to 80 bytes");
        }
        return new LedgerKey(bytes.clone());
    }

    /** The policy list in force. */
    public static LedgerKey policy() {
        return table(POLICY, new byte[0]);
    }

    /** A member, by first registered key. */
    public static LedgerKey member(PublicKey key) {
        return table(MEMBER, key.bytes());
    }

    /** Just before the first member. */
    public static LedgerKey members() {
        return table(MEMBER, new byte[0]);
    }

    /** Just after the last member. */
    public static LedgerKey membersEnd() {
        return table((char) (MEMBER + 1), new byte[0]);
    }

    /** A record, by owner and HashID. */
    public static LedgerKey record(PublicKey owner, Hash hashId) {
        return table(RECORD, owner.bytes(), hashId.bytes());
    }

    /** Just before the first record. */
    public static LedgerKey records() {
        return table(RECORD, new byte[0]);
    }

    /** Just after the last record. */
    public static LedgerKey recordsEnd() {
        return table((char) (RECORD + 1), new byte[0]);
    }

    /** Just before the first record of an owner. */
    public static LedgerKey recordsOf(PublicKey owner) {
        return table(RECORD, owner.bytes());
    }

    /** The owner of a content identifier. */
    public static LedgerKey content(Cid cid) {
        return table(CONTENT, cid.bytes());
    }

    /** An executed transaction, by the last moment of its window. */
    public static LedgerKey executed(long validUntilMillis, Hash txid) {
        return table(EXECUTED, new ByteWriter().u64(validUntilMillis).toBytes(), txid.bytes());
    }

    /** Just before the first executed transaction whose window ends at or after {@code millis}. */
    public static LedgerKey executedFrom(long millis) {
        return table(EXECUTED, new ByteWriter().u64(millis).toBytes());
    }

    /** Returns a copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public int compareTo(LedgerKey other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LedgerKey key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return (char) bytes[0] + HexFormat.of().formatHex(bytes, 1, bytes.length);
    }

    private static LedgerKey table(char letter, byte[]... parts) {
        ByteWriter out = new ByteWriter().u8(letter);
        for (byte[] part : parts) {
            out.raw(part);
        }
        return new LedgerKey(out.toBytes());
    }
}
