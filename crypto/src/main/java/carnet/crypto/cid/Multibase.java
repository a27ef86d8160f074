package carnet.crypto.cid;

/** Multibase "b": RFC 4648 base32, lower case, without padding, after the letter b. */
final class Multibase {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final char PREFIX = 'b';
    private static final int MAX_TEXT_CHARS = 128;

    private Multibase() {}

    static String encodeBase32(byte[] bytes) {
        StringBuilder text = new StringBuilder(1 + (bytes.length * 8 + 4) / 5).append(PREFIX);
        int buffer = 0;
        int bits = 0;
        for (byte b : bytes) {
            buffer = (buffer << 8) | (b & 0xff);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(ALPHABET.charAt((buffer >>> bits) & 31));
            }
            buffer &= (1 << bits) - 1;
        }
        if (bits > 0) {
            text.append(ALPHABET.charAt((buffer << (5 - bits)) & 31));
        }
        return text.toString();
    }

    static byte[] decodeBase32(String text) {
        if (text.length() < 2 || text.length() > MAX_TEXT_CHARS || text.charAt(0) != PREFIX) {
            throw new IllegalArgumentException("a content identifier begins with b and has 59 characters");
        }
        byte[] bytes = new byte[(text.length() - 1) * 5 / 8];
        int buffer = 0;
        int bits = 0;
        int length = 0;
        for (int i = 1; i < text.length(); i++) {
            int digit = ALPHABET.indexOf(text.charAt(i));
            if (digit < 0) {
                throw new IllegalArgumentException("character " + (i + 1) + " is not a base32 digit");
            }
            buffer = (buffer << 5) | digit;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes[length++] = (byte) (buffer >>> bits);
                buffer &= (1 << bits) - 1;
            }
        }
        if (bits >= 5 || buffer != 0) {
            throw new IllegalArgumentException("the last base32 digit has bits that stand for nothing");
        }
        return bytes;
    }
}
