package carnet.crypto.hash;

import java.math.BigInteger;

/** Base58 with the Bitcoin alphabet ("base58btc"), the writing of node ids. */
public final class Base58 {
    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(58);

    /** Longest text that is decoded; the quadratic conversion must not be fed more. */
    private static final int MAX_TEXT_CHARS = 128;

    private Base58() {}

    /** Returns the text of {@code bytes}; each leading zero byte becomes one '1'. */
    public static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        BigInteger number = new BigInteger(1, bytes);
        while (number.signum() > 0) {
            BigInteger[] parts = number.divideAndRemainder(BASE);
            text.append(ALPHABET.charAt(parts[1].intValue()));
            number = parts[0];
        }
        for (int i = 0; i < bytes.length && bytes[i] == 0; i++) {
            text.append(ALPHABET.charAt(0));
        }
        return text.reverse().toString();
    }

    /**
     * Returns the bytes of {@code text}.
     *
     * @throws IllegalArgumentException for a character outside the alphabet or a text over 128 characters
     */
    public static byte[] decode(String text) {
        if (text.length() > MAX_TEXT_CHARS) {
            throw new IllegalArgumentException("base58 text is limited to " + MAX_TEXT_CHARS + " characters");
        }
        BigInteger number = BigInteger.ZERO;
        for (int i = 0; i < text.length(); i++) {
            int digit = ALPHABET.indexOf(text.charAt(i));
            if (digit < 0) {
                throw new IllegalArgumentException("character " + (i + 1) + " is not a base58 digit");
            }
            number = number.multiply(BASE).add(BigInteger.valueOf(digit));
        }
        int zeros = 0;
        while (zeros < text.length() && text.charAt(zeros) == ALPHABET.charAt(0)) {
            zeros++;
        }
        byte[] magnitude = number.signum() == 0 ? new byte[0] : number.toByteArray();
        int skip = magnitude.length > 0 && magnitude[0] == 0 ? 1 : 0;
        byte[] bytes = new byte[zeros + magnitude.length - skip];
        System.arraycopy(magnitude, skip, bytes, zeros, magnitude.length - skip);
        return bytes;
    }
}
