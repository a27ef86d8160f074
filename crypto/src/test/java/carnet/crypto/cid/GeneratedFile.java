package carnet.crypto.cid;

import carnet.crypto.hash.Sha256;
import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;

/** The vectors' byte stream: SHA-256 of the 8-byte big-endian numbers 0, 1, 2 and so on, one after the other. */
final class GeneratedFile {
    static final int PIECE_BYTES = 64 * 1024;

    private final MessageDigest digest = Sha256.newDigest();
    private final ByteBuffer counter = ByteBuffer.allocate(8);
    private final byte[] piece = new byte[PIECE_BYTES];
    private long next;

    /** Returns the next 64 KiB, in an array that the next call writes over. */
    byte[] nextPiece() {
        try {
            for (int offset = 0; offset < PIECE_BYTES; offset += 32) {
                digest.update(counter.putLong(0, next++).array());
                digest.digest(piece, offset, 32);
            }
            return piece;
        } catch (DigestException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        GeneratedFile file = new GeneratedFile();
        for (int offset = 0; offset < length; offset += PIECE_BYTES) {
            System.arraycopy(file.nextPiece(), 0, bytes, offset, Math.min(PIECE_BYTES, length - offset));
        }
        return bytes;
    }
}
