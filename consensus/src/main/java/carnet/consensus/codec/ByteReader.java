package carnet.consensus.codec;

import carnet.crypto.cid.Cid;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.PublicKey;
import carnet.crypto.sign.Signature;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads what {@link ByteWriter} wrote and nothing else: every length is checked against the field's limit and against
 * what is left before anything is allocated, and {@link #end()} refuses trailing bytes.
 */
public final class ByteReader {
    private final byte[] buffer;
    private final int limit;
    private int position;

    /** Reads all of {@code buffer}, which is not copied. */
    public ByteReader(byte[] buffer) {
        this(buffer, 0, buffer.length);
    }

    /** Reads {@code length} bytes of {@code buffer} from {@code offset}. */
    public ByteReader(byte[] buffer, int offset, int length) {
        if (offset < 0 || length < 0 || length > buffer.length - offset) {
            throw new IllegalArgumentException("range outside the buffer");
        }
        this.buffer = buffer;
        this.position = offset;
        this.limit = offset + length;
    }

    /** Reads an unsigned 8-bit value. */
    public int u8(String field) throws DecodeException {
        need(1, field);
        return buffer[position++] & 0xff;
    }

    /** Reads an unsigned 16-bit value. */
    public int u16(String field) throws DecodeException {
        return (int) number(2, field);
    }

    /** Reads an unsigned 32-bit value. */
    public long u32(String field) throws DecodeException {
        return number(4, field);
    }

    /** Reads an unsigned 32-bit value and refuses one above {@code max}. */
    public int u32(String field, int max) throws DecodeException {
        long value = u32(field);
        if (value > max) {
            throw new DecodeException(field + " is " + value + ", the limit is " + max);
        }
        return (int) value;
    }

    /** Reads 64 bits; the sign bit is an ordinary bit. */
    public long u64(String field) throws DecodeException {
        return number(8, field);
    }

    /** Reads a 64-bit value and refuses a negative one: times, sizes, heights. */
    public long nonNegative(String field) throws DecodeException {
        long value = u64(field);
        if (value < 0) {
            throw new DecodeException(field + " is out of range");
        }
        return value;
    }

    /** Reads one byte, which must be 0 or 1. */
    public boolean bool(String field) throws DecodeException {
        int value = u8(field);
        if (value > 1) {
            throw new DecodeException(field + " must be 0 or 1");
        }
        return value == 1;
    }

    /** Reads 32 bytes. */
    public Hash hash(String field) throws DecodeException {
        return Hash.of(raw(field, Hash.LENGTH_BYTES));
    }

    /** Reads 32 bytes and refuses an unacceptable Ed25519 key. */
    public PublicKey key(String field) throws DecodeException {
        try {
            return PublicKey.of(raw(field, PublicKey.LENGTH_BYTES));
        } catch (IllegalArgumentException e) {
            throw new DecodeException(field + ": " + e.getMessage());
        }
    }

    /** Reads 64 bytes. */
    public Signature signature(String field) throws DecodeException {
        return Signature.of(raw(field, Signature.LENGTH_BYTES));
    }

    /** Reads 36 bytes and refuses anything but a canonical content identifier. */
    public Cid cid(String field) throws DecodeException {
        try {
            return Cid.of(raw(field, Cid.LENGTH_BYTES));
        } catch (IllegalArgumentException e) {
            throw new DecodeException(field + ": " + e.getMessage());
        }
    }

    /** Reads {@code count} bytes. */
    public byte[] raw(String field, int count) throws DecodeException {
        need(count, field);
        byte[] value = new byte[count];
        System.arraycopy(buffer, position, value, 0, count);
        position += count;
        return value;
    }

    /** Reads a u32 length of at most {@code maxBytes}, then the bytes. */
    public byte[] bytes(String field, int maxBytes) throws DecodeException {
        return raw(field, u32(field + " length", maxBytes));
    }

    /** Reads a u32 length of at most {@code maxBytes}, then strict UTF-8. */
    public String text(String field, int maxBytes) throws DecodeException {
        byte[] value = bytes(field, maxBytes);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new DecodeException(field + " is not UTF-8");
        }
    }

    /** Reads a number of at most {@code maxBytes} and refuses a leading zero byte. */
    public BigInteger number(String field, int maxBytes) throws DecodeException {
        byte[] magnitude = bytes(field, maxBytes);
        if (magnitude.length > 0 && magnitude[0] == 0) {
            throw new DecodeException(field + " begins with a zero byte");
        }
        return new BigInteger(1, magnitude);
    }

    /** Returns how many bytes are left. */
    public int remaining() {
        return limit - position;
    }

    /** Refuses trailing bytes. */
    public void end() throws DecodeException {
        if (position != limit) {
            throw new DecodeException(remaining() + " bytes too many");
        }
    }

    private long number(int count, String field) throws DecodeException {
        need(count, field);
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = (value << 8) | (buffer[position++] & 0xff);
        }
        return value;
    }

    private void need(int count, String field) throws DecodeException {
        if (count > remaining()) {
            throw new DecodeException(field + " is cut off: " + count + " bytes needed, " + remaining() + " left");
        }
    }
}
