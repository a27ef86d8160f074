package carnet.crypto.secfile;

import carnet.crypto.secret.SecretBytes;
import carnet.crypto.vault.SealingKey;
import carnet.crypto.vault.SealingPublicKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** The texts in which the age tool takes keys: Bech32 (BIP 173) of the 32 bytes, without its limit of 90 characters. */
public final class AgeText {
    private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    private static final int CHECKSUM_DIGITS = 6;

    private AgeText() {}

    /** Returns the {@code age1...} text to which anybody can encrypt a file. */
    public static String recipient(SealingPublicKey key) {
        return encode("age", key.bytes());
    }

    /**
     * Returns the {@code AGE-SECRET-KEY-1...} text, in ASCII, that opens every file sealed to {@code key}. Whoever
     * reads it needs no passphrase.
     */
    public static SecretBytes identity(SealingKey key) {
        try (SecretBytes scalar = key.exposeScalar()) {
            byte[] bytes = scalar.expose();
            String text = encode("age-secret-key-", bytes).toUpperCase(Locale.ROOT);
            Arrays.fill(bytes, (byte) 0);
            return SecretBytes.copyOf(text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static String encode(String prefix, byte[] bytes) {
        int[] digits = toDigits(bytes);
        StringBuilder text = new StringBuilder(prefix).append('1');
        int checksum = checksum(prefix, digits);
        for (int digit : digits) {
            text.append(ALPHABET.charAt(digit));
        }
        for (int i = CHECKSUM_DIGITS - 1; i >= 0; i--) {
            text.append(ALPHABET.charAt((checksum >>> (5 * i)) & 31));
        }
        return text.toString();
    }

    private static int[] toDigits(byte[] bytes) {
        int[] digits = new int[(bytes.length * 8 + 4) / 5];
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            int value = (bytes[bit / 8] >>> (7 - bit % 8)) & 1;
            digits[bit / 5] |= value << (4 - bit % 5);
        }
        return digits;
    }

    private static int checksum(String prefix, int[] digits) {
        int state = 1;
        for (int i = 0; i < prefix.length(); i++) {
            state = step(state, prefix.charAt(i) >>> 5);
        }
        state = step(state, 0);
        for (int i = 0; i < prefix.length(); i++) {
            state = step(state, prefix.charAt(i) & 31);
        }
        for (int digit : digits) {
            state = step(state, digit);
        }
        for (int i = 0; i < CHECKSUM_DIGITS; i++) {
            state = step(state, 0);
        }
        return state ^ 1;
    }

    private static int step(int state, int digit) {
        int next = ((state & 0x1ffffff) << 5) ^ digit;
        for (int i = 0; i < GENERATOR.length; i++) {
            if (((state >>> (25 + i)) & 1) != 0) {
                next ^= GENERATOR[i];
            }
        }
        return next;
    }
}
