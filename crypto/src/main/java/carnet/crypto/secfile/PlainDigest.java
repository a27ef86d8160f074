package carnet.crypto.secfile;

import carnet.crypto.hash.Hash;
import carnet.crypto.hash.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * What the first pass over a file learns: its SHA-256, its size, and a short digest of each 64 KiB chunk, by which the
 * second pass recognizes every chunk before it encrypts it. Takes 16 bytes of memory for each 64 KiB of the file.
 */
public final class PlainDigest {
    /** Half of SHA-256: finding another chunk for a given digest takes 2^128 tries. */
    private static final int CHUNK_DIGEST_BYTES = 16;

    private final Hash sha256;
    private final long sizeBytes;
    private final byte[] chunkDigests;

    private PlainDigest(Hash sha256, long sizeBytes, byte[] chunkDigests) {
        this.sha256 = sha256;
        this.sizeBytes = sizeBytes;
        this.chunkDigests = chunkDigests;
    }

    /**
     * Reads {@code plain} to its end and does not close it.
     *
     * @throws FileTooLargeException once more than {@link SecFile#MAX_PLAIN_BYTES} were read
     * @throws IOException when reading fails
     */
    public static PlainDigest of(InputStream plain) throws IOException {
        return of(plain, SecFile.MAX_PLAIN_BYTES);
    }

    static PlainDigest of(InputStream plain, long maxBytes) throws IOException {
        MessageDigest whole = Sha256.newDigest();
        ByteArrayOutputStream chunkDigests = new ByteArrayOutputStream();
        byte[] chunk = new byte[SecFile.CHUNK_BYTES];
        long size = 0;
        int length;
        while ((length = plain.readNBytes(chunk, 0, chunk.length)) > 0) {
            size += length;
            if (size > maxBytes) {
                throw new FileTooLargeException();
            }
            whole.update(chunk, 0, length);
            chunkDigests.write(chunkDigest(chunk, length), 0, CHUNK_DIGEST_BYTES);
        }
        return new PlainDigest(Hash.of(whole.digest()), size, chunkDigests.toByteArray());
    }

    /** Returns SHA-256 of the whole file. */
    public Hash sha256() {
        return sha256;
    }

    /** Returns the size of the file, in bytes. */
    public long sizeBytes() {
        return sizeBytes;
    }

    boolean matches(long index, byte[] chunk, int length) {
        int from = Math.toIntExact(index * CHUNK_DIGEST_BYTES);
        byte[] digest = chunkDigest(chunk, length);
        return Arrays.equals(digest, 0, CHUNK_DIGEST_BYTES, chunkDigests, from, from + CHUNK_DIGEST_BYTES);
    }

    private static byte[] chunkDigest(byte[] chunk, int length) {
        return Sha256.ofRange(chunk, 0, length).bytes();
    }
}
