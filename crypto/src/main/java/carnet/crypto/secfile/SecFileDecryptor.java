package carnet.crypto.secfile;

import carnet.crypto.hash.Hash;
import carnet.crypto.hash.Sha256;
import carnet.crypto.secret.ChaChaPoly;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads as the file that a SecFile holds. Returns no byte of a chunk before the whole chunk proved authentic, and
 * returns end-of-file only after the true last chunk: anything else is a {@link SecFileException}, now and at every
 * later call. Holds two chunks. Not for use by several threads at once.
 */
public final class SecFileDecryptor extends InputStream {
    private static final byte[] NO_ASSOCIATED_DATA = {};

    private final FileKey fileKey;
    private final InputStream cipher;
    private final MessageDigest whole = Sha256.newDigest();
    /** One chunk and one byte more: the byte that shows whether the chunk is the last. */
    private final byte[] window = new byte[SecFile.CIPHER_CHUNK_BYTES + 1];

    private int windowLength;
    private long nextChunk;
    private long sizeBytes;
    private byte @Nullable [] payloadKey;
    private byte[] ready = {};
    private int readyOffset;
    private boolean closed;
    private @Nullable Hash sha256;
    private SecFileException.@Nullable Reason failure;

    /**
     * Starts at the beginning of the file.
     *
     * @param cipher the SecFile from its first byte, the payload nonce; closed by {@link #close}
     */
    public SecFileDecryptor(FileKey fileKey, InputStream cipher) {
        this.fileKey = fileKey;
        this.cipher = cipher;
    }

    /**
     * Returns SHA-256 of the file. Each chunk is authentic by itself; comparing this with the record's digest shows that
     * the file is the one that was registered.
     *
     * @throws IllegalStateException before reading has returned end-of-file
     */
    public Hash sha256() {
        if (sha256 == null) {
            throw new IllegalStateException("the digest is known at the end of the file");
        }
        return sha256;
    }

    /** Returns how many bytes were decrypted so far. */
    public long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public int read() throws IOException {
        return fill() ? ready[readyOffset++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int take = Math.min(length, ready.length - readyOffset);
        System.arraycopy(ready, readyOffset, target, offset, take);
        readyOffset += take;
        return take;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        if (payloadKey != null) {
            Arrays.fill(payloadKey, (byte) 0);
        }
        Arrays.fill(ready, (byte) 0);
        cipher.close();
    }

    private boolean fill() throws IOException {
        if (closed) {
            throw new IOException("the stream was closed before this read");
        }
        if (failure != null) {
            throw new SecFileException(failure);
        }
        while (readyOffset == ready.length) {
            if (sha256 != null) {
                return false;
            }
            openNextChunk();
        }
        return true;
    }

    private void openNextChunk() throws IOException {
        byte[] key = payloadKey();
        windowLength += cipher.readNBytes(window, windowLength, window.length - windowLength);
        boolean last = windowLength < window.length;
        int length = Math.min(windowLength, SecFile.CIPHER_CHUNK_BYTES);
        Optional<byte[]> plain = open(key, length, last);
        if (plain.isEmpty()) {
            throw failed(reasonOf(key, length, last));
        }
        if (last && nextChunk > 0 && plain.get().length == 0) {
            throw failed(SecFileException.Reason.EMPTY_LAST_CHUNK);
        }
        ready = plain.get();
        readyOffset = 0;
        whole.update(ready);
        sizeBytes += ready.length;
        nextChunk++;
        window[0] = window[windowLength - 1];
        windowLength = last ? 0 : 1;
        if (last) {
            sha256 = Hash.of(whole.digest());
        }
    }

    private byte[] payloadKey() throws IOException {
        if (payloadKey == null) {
            byte[] nonce = cipher.readNBytes(SecFile.NONCE_BYTES);
            if (nonce.length < SecFile.NONCE_BYTES) {
                throw failed(SecFileException.Reason.TRUNCATED);
            }
            payloadKey = fileKey.payloadKey(nonce);
        }
        return payloadKey;
    }

    private Optional<byte[]> open(byte[] key, int length, boolean last) {
        return ChaChaPoly.open(key, SecFile.chunkNonce(nextChunk, last), NO_ASSOCIATED_DATA, window, length);
    }

    private SecFileException.Reason reasonOf(byte[] key, int length, boolean last) {
        if (length < ChaChaPoly.TAG_BYTES) {
            return SecFileException.Reason.TRUNCATED;
        }
        if (open(key, length, !last).isPresent()) {
            return last ? SecFileException.Reason.TRUNCATED : SecFileException.Reason.TRAILING_DATA;
        }
        return SecFileException.Reason.NOT_AUTHENTIC;
    }

    private SecFileException failed(SecFileException.Reason reason) {
        failure = reason;
        return new SecFileException(reason);
    }
}
