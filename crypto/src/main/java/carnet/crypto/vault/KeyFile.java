package carnet.crypto.vault;

import carnet.crypto.hash.Hash;
import carnet.crypto.hash.Sha256;
import carnet.crypto.secret.ChaChaPoly;
import carnet.crypto.secret.Entropy;
import carnet.crypto.secret.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The file that a 32-byte seed rests in (SPEC, "Key file"), big-endian:
 *
 * <pre>
 *  0  8  "CARNETKF"                          20 16  Argon2id salt
 *  8  1  version, 1                          36 48  ChaCha20-Poly1305 of the seed, bytes 0-35 associated
 *  9  1  kind: 1 member, 2 node                     (plain: 32, the seed itself)
 * 10  1  protection: 0 plain, 1 Argon2id      .  16  first half of SHA-256 of all bytes before
 * 11  1  lanes     12  4  memory, KiB     16  4  passes
 * </pre>
 *
 * A plain file has zeros in bytes 11 to 35. The nonce is zero: a fresh salt makes every file's key new. The checksum
 * tells a damaged file from a wrong passphrase; it protects against accidents only.
 */
public final class KeyFile {
    /** Length of the seed, in bytes. */
    public static final int SEED_BYTES = 32;
    /** Longest key file of any version that is worth reading, in bytes. */
    public static final int MAX_FILE_BYTES = 4096;
    /** Longest passphrase, in bytes of UTF-8: more would only slow the terminal. */
    public static final int MAX_PASSPHRASE_BYTES = 1024;

    private static final byte[] MAGIC = "CARNETKF".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int PLAIN = 0;
    private static final int ARGON2ID = 1;
    private static final int VERSION_OFFSET = 8;
    private static final int KIND_OFFSET = 9;
    private static final int PROTECTION_OFFSET = 10;
    private static final int COST_OFFSET = 11;
    private static final int SALT_OFFSET = 20;
    private static final int SALT_BYTES = 16;
    private static final int HEADER_BYTES = 36;
    private static final int SEALED_SEED_BYTES = SEED_BYTES + ChaChaPoly.TAG_BYTES;
    private static final int CHECKSUM_BYTES = 16;

    private KeyFile() {}

    /**
     * Returns the bytes of a file that only {@code passphrase} opens.
     *
     * @throws IllegalArgumentException for a seed that has not 32 bytes, or a passphrase that is empty or too long
     */
    public static byte[] seal(
            KeyKind kind, SecretBytes seed, SecretBytes passphrase, Argon2Cost cost, Entropy entropy) {
        if (passphrase.length() == 0 || passphrase.length() > MAX_PASSPHRASE_BYTES) {
            throw new IllegalArgumentException("a passphrase has 1 to " + MAX_PASSPHRASE_BYTES + " bytes");
        }
        byte[] salt = entropy.checked(SALT_BYTES);
        byte[] header = header(kind, ARGON2ID, cost.lanes(), cost.memoryKib(), cost.passes(), salt);
        byte[] key = PassphraseKey.derive(passphrase, salt, cost);
        byte[] plain = checkedSeed(seed);
        byte[] body = ChaChaPoly.seal(key, new byte[ChaChaPoly.NONCE_BYTES], header, plain, plain.length);
        Arrays.fill(key, (byte) 0);
        Arrays.fill(plain, (byte) 0);
        return withChecksum(header, body);
    }

    /**
     * Returns the bytes of a file that <b>anyone who reads it can use</b>: for a node, which must start unattended. Its
     * file mode is its only protection.
     */
    public static byte[] plain(KeyKind kind, SecretBytes seed) {
        byte[] body = checkedSeed(seed);
        byte[] file = withChecksum(plainHeader(kind), body);
        Arrays.fill(body, (byte) 0);
        return file;
    }

    /** Returns whether {@link #open} needs the right passphrase for this file; false also for what is no key file. */
    public static boolean needsPassphrase(byte[] file) {
        return file.length > PROTECTION_OFFSET
                && Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
                && file[PROTECTION_OFFSET] == ARGON2ID;
    }

    /** Opens a file of either protection; a plain one ignores {@code passphrase}. */
    public static KeyOpening open(byte[] file, SecretBytes passphrase) {
        if (file.length < HEADER_BYTES || !Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            return new KeyOpening.Corrupt("it does not begin like a Carnet key file");
        }
        if (file[VERSION_OFFSET] != VERSION) {
            return new KeyOpening.UnsupportedVersion(file[VERSION_OFFSET] & 0xff);
        }
        int protection = file[PROTECTION_OFFSET];
        int bodyBytes = protection == ARGON2ID ? SEALED_SEED_BYTES : SEED_BYTES;
        if (file.length != HEADER_BYTES + bodyBytes + CHECKSUM_BYTES) {
            return new KeyOpening.Corrupt("its length is " + file.length + " bytes, so it was cut or added to");
        }
        byte[] header = Arrays.copyOf(file, HEADER_BYTES);
        byte[] body = Arrays.copyOfRange(file, HEADER_BYTES, HEADER_BYTES + bodyBytes);
        if (!Arrays.equals(file, withChecksum(header, body))) {
            return new KeyOpening.Corrupt("its checksum does not match, so it was damaged");
        }
        Optional<KeyKind> kind = kindOf(file[KIND_OFFSET]);
        if (kind.isEmpty()) {
            return new KeyOpening.Corrupt("it holds an unknown kind of key, number " + (file[KIND_OFFSET] & 0xff));
        }
        return switch (protection) {
            case PLAIN -> openPlain(kind.get(), header, body);
            case ARGON2ID -> openSealed(kind.get(), header, body, passphrase);
            default -> new KeyOpening.Corrupt("it has an unknown protection, number " + (protection & 0xff));
        };
    }

    private static KeyOpening openPlain(KeyKind kind, byte[] header, byte[] body) {
        if (!Arrays.equals(header, plainHeader(kind))) {
            return new KeyOpening.Corrupt("it has a passphrase's parameters but no passphrase");
        }
        SecretBytes seed = SecretBytes.copyOf(body);
        Arrays.fill(body, (byte) 0);
        return new KeyOpening.Opened(kind, seed);
    }

    private static KeyOpening openSealed(KeyKind kind, byte[] header, byte[] body, SecretBytes passphrase) {
        ByteBuffer in = ByteBuffer.wrap(header, COST_OFFSET, SALT_OFFSET - COST_OFFSET);
        int lanes = in.get();
        int memoryKib = in.getInt();
        int passes = in.getInt();
        if (!Argon2Cost.isWithinBounds(memoryKib, passes, lanes)) {
            return new KeyOpening.Corrupt("it asks for more memory or time than any key file may");
        }
        if (passphrase.length() == 0 || passphrase.length() > MAX_PASSPHRASE_BYTES) {
            return new KeyOpening.WrongPassphrase();
        }
        byte[] salt = Arrays.copyOfRange(header, SALT_OFFSET, HEADER_BYTES);
        byte[] key = PassphraseKey.derive(passphrase, salt, new Argon2Cost(memoryKib, passes, lanes));
        Optional<byte[]> plain = ChaChaPoly.open(key, new byte[ChaChaPoly.NONCE_BYTES], header, body, body.length);
        Arrays.fill(key, (byte) 0);
        if (plain.isEmpty()) {
            return new KeyOpening.WrongPassphrase();
        }
        SecretBytes seed = SecretBytes.copyOf(plain.get());
        Arrays.fill(plain.get(), (byte) 0);
        return new KeyOpening.Opened(kind, seed);
    }

    private static byte[] plainHeader(KeyKind kind) {
        return header(kind, PLAIN, 0, 0, 0, new byte[SALT_BYTES]);
    }

    private static byte[] header(KeyKind kind, int protection, int lanes, int memoryKib, int passes, byte[] salt) {
        return ByteBuffer.allocate(HEADER_BYTES)
                .put(MAGIC)
                .put((byte) VERSION)
                .put((byte) kind.code())
                .put((byte) protection)
                .put((byte) lanes)
                .putInt(memoryKib)
                .putInt(passes)
                .put(salt)
                .array();
    }

    private static byte[] checkedSeed(SecretBytes seed) {
        if (seed.length() != SEED_BYTES) {
            throw new IllegalArgumentException("a key file holds a seed of 32 bytes");
        }
        return seed.expose();
    }

    private static byte[] withChecksum(byte[] header, byte[] body) {
        Hash checksum = Sha256.of(header, body);
        return ByteBuffer.allocate(header.length + body.length + CHECKSUM_BYTES)
                .put(header)
                .put(body)
                .put(checksum.bytes(), 0, CHECKSUM_BYTES)
                .array();
    }

    private static Optional<KeyKind> kindOf(int code) {
        return Arrays.stream(KeyKind.values())
                .filter(kind -> kind.code() == code)
                .findFirst();
    }
}
