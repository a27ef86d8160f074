package carnet.crypto.secret;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that must not leak: they print as their length, compare in constant time and are overwritten by {@link #close}.
 * Every read of the content goes through {@link #expose}, so it can be found by that name. Overwriting is best effort:
 * the garbage collector may have moved, and so copied, the array before.
 */
public final class SecretBytes implements AutoCloseable {
    private final byte[] bytes;
    private boolean closed;

    private SecretBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Copies {@code bytes}; the caller still owns, and should overwrite, its array. */
    public static SecretBytes copyOf(byte[] bytes) {
        return new SecretBytes(bytes.clone());
    }

    /** Copies {@code length} bytes of {@code bytes} from {@code offset}. */
    public static SecretBytes copyOf(byte[] bytes, int offset, int length) {
        return new SecretBytes(Arrays.copyOfRange(bytes, offset, offset + length));
    }

    /** Copies the UTF-8 form of a passphrase, exactly as typed; the caller should overwrite {@code characters}. */
    public static SecretBytes ofCharacters(char[] characters) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(characters));
        SecretBytes secret = copyOf(encoded.array(), encoded.arrayOffset(), encoded.limit());
        Arrays.fill(encoded.array(), (byte) 0);
        return secret;
    }

    /** Returns how many bytes there are. */
    public int length() {
        return bytes.length;
    }

    /**
     * Returns a copy that the caller should overwrite after use.
     *
     * @throws IllegalStateException after {@link #close}
     */
    public byte[] expose() {
        if (closed) {
            throw new IllegalStateException("the secret was closed before this use");
        }
        return bytes.clone();
    }

    /** Overwrites the bytes. A second call does nothing. */
    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
        closed = true;
    }

    /** Compares in time that depends on the lengths only. A closed secret equals nothing but itself. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof SecretBytes secret
                        && !closed
                        && !secret.closed
                        && MessageDigest.isEqual(bytes, secret.bytes));
    }

    /** Depends on the length only: a hash of the content would tell something about it. */
    @Override
    public int hashCode() {
        return Integer.hashCode(bytes.length);
    }

    @Override
    public String toString() {
        return "SecretBytes[" + bytes.length + " bytes]";
    }
}
