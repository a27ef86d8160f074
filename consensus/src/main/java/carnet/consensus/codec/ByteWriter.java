package carnet.consensus.codec;

import carnet.crypto.cid.Cid;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.PublicKey;
import carnet.crypto.sign.Signature;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes the fixed layout of SPEC, "Codec": big-endian integers, raw fixed-size values, u32 length before the rest. */
public final class ByteWriter {
    private static final int INITIAL_BYTES = 256;

    private byte[] buffer = new byte[INITIAL_BYTES];
    private int length;

    /** Writes an unsigned 8-bit value. */
    public ByteWriter u8(int value) {
        requireRange(value, 0xff);
        room(1);
        buffer[length++] = (byte) value;
        return this;
    }

    /** Writes an unsigned 16-bit value. */
    public ByteWriter u16(int value) {
        requireRange(value, 0xffff);
        room(2);
        buffer[length++] = (byte) (value >>> 8);
        buffer[length++] = (byte) value;
        return this;
    }

    /** Writes an unsigned 32-bit value. */
    public ByteWriter u32(long value) {
        requireRange(value, 0xffff_ffffL);
        room(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            buffer[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    /** Writes 64 bits; the sign bit is an ordinary bit. */
    public ByteWriter u64(long value) {
        room(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            buffer[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    /** Writes one byte, 0 or 1. */
    public ByteWriter bool(boolean value) {
        return u8(value ? 1 : 0);
    }

    /** Writes the 32 bytes of a hash. */
    public ByteWriter hash(Hash value) {
        room(Hash.LENGTH_BYTES);
        value.copyTo(buffer, length);
        length += Hash.LENGTH_BYTES;
        return this;
    }

    /** Writes the 32 bytes of a key. */
    public ByteWriter key(PublicKey value) {
        return raw(value.bytes());
    }

    /** Writes the 64 bytes of a signature. */
    public ByteWriter signature(Signature value) {
        return raw(value.bytes());
    }

    /** Writes the 36 bytes of a content identifier. */
    public ByteWriter cid(Cid value) {
        return raw(value.bytes());
    }

    /** Writes bytes whose count both sides know: no length is written. */
    public ByteWriter raw(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, buffer, length, value.length);
        length += value.length;
        return this;
    }

    /** Writes a u32 length and the bytes. */
    public ByteWriter bytes(byte[] value) {
        return u32(value.length).raw(value);
    }

    /** Writes a u32 length and the UTF-8 bytes. */
    public ByteWriter text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a number that is not negative: a u32 length and the shortest big-endian form, which has no bytes for zero. */
    public ByteWriter number(BigInteger value) {
        if (value.signum() < 0) {
            throw new IllegalArgumentException(value + " does not fit its field");
        }
        byte[] signed = value.toByteArray();
        return bytes(signed[0] == 0 ? Arrays.copyOfRange(signed, 1, signed.length) : signed);
    }

    /** Returns how many bytes have been written. */
    public int length() {
        return length;
    }

    /** Returns what has been written. */
    public byte[] toBytes() {
        return Arrays.copyOf(buffer, length);
    }

    private void room(int count) {
        if (buffer.length - length < count) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, Math.addExact(length, count)));
        }
    }

    private static void requireRange(long value, long max) {
        if (value < 0 || value > max) {
            throw new IllegalArgumentException(value + " does not fit its field");
        }
    }
}
