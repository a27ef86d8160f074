package carnet.crypto.cid;

import carnet.crypto.hash.Hash;
import carnet.crypto.hash.Sha256;

/**
 * A version 1 content identifier of SHA-256 with one of the two codecs that a UnixFS file has. Its 36 bytes are
 * {@code 0x01 | codec | 0x12 0x20 | digest}; its text is multibase "b" (base32, lower case).
 *
 * @param codec what the addressed bytes are
 * @param digest SHA-256 of the addressed bytes
 */
public record Cid(Codec codec, Hash digest) implements Comparable<Cid> {
    /** Length of the binary form, in bytes. */
    public static final int LENGTH_BYTES = 36;

    private static final int MULTIHASH_OFFSET = 2;

    /** What the addressed bytes are. */
    public enum Codec {
        /** A leaf: plain bytes. */
        RAW(0x55),
        /** An inner node of the tree: canonical dag-pb. */
        DAG_PB(0x70);

        private final int code;

        Codec(int code) {
            this.code = code;
        }

        /** Returns the multicodec number. */
        public int code() {
            return code;
        }
    }

    /** Returns the identifier of a leaf. */
    public static Cid ofRaw(byte[] bytes) {
        return of(Codec.RAW, bytes);
    }

    /** Returns the identifier of {@code block}, which is a leaf or an encoded node. */
    public static Cid of(Codec codec, byte[] block) {
        return new Cid(codec, Sha256.of(block));
    }

    /**
     * Reads the 36-byte form.
     *
     * @throws IllegalArgumentException for any other version, codec, hash function or length
     */
    public static Cid of(byte[] bytes) {
        if (bytes.length != LENGTH_BYTES || bytes[0] != 0x01 || bytes[2] != 0x12 || bytes[3] != 0x20) {
            throw new IllegalArgumentException("not a 36-byte version 1 SHA-256 content identifier");
        }
        Codec codec =
                switch (bytes[1]) {
                    case 0x55 -> Codec.RAW;
                    case 0x70 -> Codec.DAG_PB;
                    default -> throw new IllegalArgumentException("codec must be raw or dag-pb");
                };
        byte[] digest = new byte[Hash.LENGTH_BYTES];
        System.arraycopy(bytes, MULTIHASH_OFFSET + 2, digest, 0, digest.length);
        return new Cid(codec, Hash.of(digest));
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    /** Returns the 36-byte form. */
    public byte[] bytes() {
        byte[] bytes = new byte[LENGTH_BYTES];
        bytes[0] = 0x01;
        bytes[1] = (byte) codec.code();
        bytes[2] = 0x12;
        bytes[3] = 0x20;
        digest.copyTo(bytes, MULTIHASH_OFFSET + 2);
        return bytes;
    }

    /** Returns whether {@code content} is what this identifier names. */
    public boolean matches(byte[] content) {
        return Sha256.of(content).equals(digest);
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException for anything but the canonical lower-case base32 text
     */
    public static Cid parse(String text) {
        return of(Multibase.decodeBase32(text));
    }

    @Override
    public int compareTo(Cid other) {
        int byCodec = Integer.compare(codec.code(), other.codec.code());
        return byCodec != 0 ? byCodec : digest.compareTo(other.digest);
    }

    @Override
    public String toString() {
        return Multibase.encodeBase32(bytes());
    }
}
