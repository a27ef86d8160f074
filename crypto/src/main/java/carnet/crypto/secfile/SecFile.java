package carnet.crypto.secfile;

import carnet.crypto.secret.ChaChaPoly;

/**
 * The layout of a SecFile, which is the payload of an age v1 file without its header:
 *
 * <pre>
 *  0  16  payload nonce
 * 16   .  chunks: ChaCha20-Poly1305 of 65,536 bytes each, the last of 1 to 65,536 (of 0 for an empty file)
 * </pre>
 *
 * The chunk key is HKDF-SHA-256 of the file key with the payload nonce as salt and "payload" as info. A chunk's nonce is
 * its number in 11 bytes, big-endian, and one byte that is 1 for the last chunk (STREAM; age v1, "Payload").
 */
public final class SecFile {
    /** Length of the payload nonce, in bytes. */
    public static final int NONCE_BYTES = 16;
    /** Plain bytes of every chunk but the last. */
    public static final int CHUNK_BYTES = 64 * 1024;
    /** Bytes of every encrypted chunk but the last. */
    public static final int CIPHER_CHUNK_BYTES = CHUNK_BYTES + ChaChaPoly.TAG_BYTES;
    /** Largest file, in bytes: 64 GiB, whose chunk digests take 16 MiB of memory while it is encrypted. */
    public static final long MAX_PLAIN_BYTES = 64L << 30;

    private SecFile() {}

    /**
     * Returns the size of the SecFile of a file of {@code plainBytes}.
     *
     * @throws IllegalArgumentException for a negative size or one over {@link #MAX_PLAIN_BYTES}
     */
    public static long cipherSize(long plainBytes) {
        return NONCE_BYTES + plainBytes + chunkCount(plainBytes) * ChaChaPoly.TAG_BYTES;
    }

    static long chunkCount(long plainBytes) {
        if (plainBytes < 0 || plainBytes > MAX_PLAIN_BYTES) {
            throw new IllegalArgumentException("a file has 0 to " + MAX_PLAIN_BYTES + " bytes, not " + plainBytes);
        }
        return Math.max(1, (plainBytes + CHUNK_BYTES - 1) / CHUNK_BYTES);
    }

    static byte[] chunkNonce(long index, boolean last) {
        byte[] nonce = new byte[ChaChaPoly.NONCE_BYTES];
        for (int i = 0; i < Long.BYTES; i++) {
            nonce[nonce.length - 2 - i] = (byte) (index >>> (8 * i));
        }
        nonce[nonce.length - 1] = (byte) (last ? 1 : 0);
        return nonce;
    }
}
