package carnet.crypto.record;

import carnet.crypto.hash.Hash;
import carnet.crypto.hash.Sha256;
import carnet.crypto.sign.PublicKey;
import java.util.Arrays;

/**
 * The 32-byte commitment that names a record: the paper's HashID, formulas (2) and (3), with a secret salt.
 *
 * @param value the 32 bytes
 */
public record HashId(Hash value) implements Comparable<HashId> {
    /**
     * Returns SHA-256 of key, salt and file digest (RULES 22).
     *
     * @param firstKey the owner's first registered key, for ever, whatever keys it rotated to
     * @param fileDigest SHA-256 of the plain file
     */
    public static HashId of(PublicKey firstKey, Salt salt, Hash fileDigest) {
        byte[] saltBytes = salt.secret().expose();
        HashId id = new HashId(Sha256.of(firstKey.bytes(), saltBytes, fileDigest.bytes()));
        Arrays.fill(saltBytes, (byte) 0);
        return id;
    }

    /** Reads 64 hexadecimal digits, either case. */
    public static HashId fromHex(String hex) {
        return new HashId(Hash.fromHex(hex));
    }

    @Override
    public int compareTo(HashId other) {
        return value.compareTo(other.value);
    }

    /** Returns 64 lower-case hexadecimal digits. */
    @Override
    public String toString() {
        return value.hex();
    }
}
