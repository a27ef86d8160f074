package carnet.consensus.block;

import carnet.consensus.codec.ByteReader;
import carnet.consensus.codec.ByteWriter;
import carnet.consensus.codec.DecodeException;
import carnet.crypto.hash.Hash;
import carnet.crypto.hash.Sha256;

/**
 * The 84 bytes that are hashed, in the order of the paper's Algorithm 2:
 *
 * <pre>
 *   0        8                40       44                 76       84
 *   | time   | merkle root    | version| previous hash    | nonce  |
 * </pre>
 *
 * @param timestampMillis milliseconds since 1970, UTC: the miner's claim
 * @param merkleRoot RFC 6962 root over the seal and the transactions
 * @param version layout version, {@value #VERSION}
 * @param previousHash hash of the parent's header; zero in block 0
 * @param nonce what the miner searched for
 */
public record Header(long timestampMillis, Hash merkleRoot, int version, Hash previousHash, long nonce) {
    /** Length of the encoded header, in bytes. */
    public static final int LENGTH_BYTES = 84;

    /** Where the nonce begins. */
    public static final int NONCE_OFFSET = 76;

    /** The one layout version of today. */
    public static final int VERSION = 1;

    /** Refuses a time before 1970. */
    public Header {
        if (timestampMillis < 0) {
            throw new IllegalArgumentException("a block's time is not before 1970");
        }
    }

    /** Reads 84 bytes. */
    public static Header read(ByteReader in) throws DecodeException {
        return new Header(
                in.nonNegative("timestamp"),
                in.hash("merkle root"),
                (int) in.u32("version"),
                in.hash("previous hash"),
                in.u64("nonce"));
    }

    /** Writes 84 bytes. */
    public void write(ByteWriter out) {
        out.u64(timestampMillis)
                .hash(merkleRoot)
                .u32(Integer.toUnsignedLong(version))
                .hash(previousHash)
                .u64(nonce);
    }

    /** Returns the 84 bytes. */
    public byte[] bytes() {
        ByteWriter out = new ByteWriter();
        write(out);
        return out.toBytes();
    }

    /** Returns the block's hash: SHA-256 of the 84 bytes. */
    public Hash hash() {
        return Sha256.of(bytes());
    }

    /** Returns this header with another nonce. */
    public Header withNonce(long other) {
        return new Header(timestampMillis, merkleRoot, version, previousHash, other);
    }
}
