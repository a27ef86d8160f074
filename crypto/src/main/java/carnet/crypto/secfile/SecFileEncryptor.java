package carnet.crypto.secfile;

import carnet.crypto.secret.ChaChaPoly;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;

/**
 * Reads as the SecFile of a file: the second pass. The same file and key always give the same bytes, so an interrupted
 * upload skips what has arrived. Each chunk is compared with the first pass before a byte of it is encrypted, so no
 * other content ever leaves under the same key and nonce: reading throws {@link FileChangedException} instead, now and
 * at every later call. Holds one chunk. Not for use by several threads at once.
 */
public final class SecFileEncryptor extends InputStream {
    private static final byte[] NO_ASSOCIATED_DATA = {};

    private final PlainDigest digest;
    private final InputStream plain;
    private final byte[] payloadKey;
    private final byte[] chunk = new byte[SecFile.CHUNK_BYTES];
    private final long chunkCount;
    private long nextChunk;
    private boolean changed;
    private byte[] ready;
    private int readyOffset;
    private boolean closed;

    /**
     * Starts at the beginning of the SecFile.
     *
     * @param plain the file from its first byte; closed by {@link #close}
     */
    public SecFileEncryptor(FileKey fileKey, PlainDigest digest, InputStream plain) {
        this.digest = digest;
        this.plain = plain;
        this.ready = fileKey.payloadNonce(digest.sha256());
        this.payloadKey = fileKey.payloadKey(ready);
        this.chunkCount = SecFile.chunkCount(digest.sizeBytes());
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
        Arrays.fill(payloadKey, (byte) 0);
        Arrays.fill(chunk, (byte) 0);
        plain.close();
    }

    private boolean fill() throws IOException {
        if (closed) {
            throw new IOException("the stream was closed before this read");
        }
        if (changed) {
            throw new FileChangedException();
        }
        if (readyOffset < ready.length) {
            return true;
        }
        if (nextChunk == chunkCount) {
            return false;
        }
        boolean last = nextChunk == chunkCount - 1;
        int length = readCheckedChunk(last);
        ready = ChaChaPoly.seal(payloadKey, SecFile.chunkNonce(nextChunk, last), NO_ASSOCIATED_DATA, chunk, length);
        readyOffset = 0;
        nextChunk++;
        return true;
    }

    private int readCheckedChunk(boolean last) throws IOException {
        int expected = (int) Math.min(SecFile.CHUNK_BYTES, digest.sizeBytes() - nextChunk * SecFile.CHUNK_BYTES);
        int length = plain.readNBytes(chunk, 0, expected);
        boolean same = length == expected
                && (expected == 0 || digest.matches(nextChunk, chunk, length))
                && (!last || plain.read() < 0);
        if (!same) {
            changed = true;
            throw new FileChangedException();
        }
        return length;
    }
}
