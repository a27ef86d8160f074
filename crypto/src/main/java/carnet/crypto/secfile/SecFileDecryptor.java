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
 * later call. Holds one chunk, encrypted and plain. Not for use by several threads at once.
 */
public final class SecFileDecryptor extends InputStream {
    private static final byte[] NO_ASSOCIATED_DATA = {};

    private final FileKey fileKey;
    private final InputStream cipher;
    private final MessageDigest whole = Sha256.newDigest();
    private final byte[] sealed = new byte[SecFile.CIPHER_CHUNK_BYTES];
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
        while (readyOffset == ready.length) {
            if (failure != null) {
                throw new SecFileException(failure);
            }
            if (sha256 != null) {
                return false;
            }
            openNextChunk();
        }
        return true;
    }

    /** A part of a chunk can only be the last one; a whole one tells by its tag. */
    private void openNextChunk() throws IOException {
        byte[] key = payloadKey();
        int length = cipher.readNBytes(sealed, 0, sealed.length);
        if (length == 0) {
            throw failed(SecFileException.Reason.TRUNCATED);
        }
        Optional<byte[]> middle = length == sealed.length ? open(key, length, false) : Optional.empty();
        if (middle.isPresent()) {
            release(middle.get());
            return;
        }
        byte[] last = open(key, length, true).orElseThrow(() -> failed(SecFileException.Reason.NOT_AUTHENTIC));
        if (last.length == 0 && nextChunk > 0) {
            throw failed(SecFileException.Reason.EMPTY_LAST_CHUNK);
        }
        release(last);
        if (cipher.read() >= 0) {
            failure = SecFileException.Reason.TRAILING_DATA;
        } else {
            sha256 = Hash.of(whole.digest());
        }
    }

    private void release(byte[] plain) {
        ready = plain;
        readyOffset = 0;
        whole.update(plain);
        sizeBytes += plain.length;
        nextChunk++;
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
        return ChaChaPoly.open(key, SecFile.chunkNonce(nextChunk, last), NO_ASSOCIATED_DATA, sealed, length);
    }

    private SecFileException failed(SecFileException.Reason reason) {
        failure = reason;
        return new SecFileException(reason);
    }
}
