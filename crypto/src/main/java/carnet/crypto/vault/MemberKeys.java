package carnet.crypto.vault;

import carnet.crypto.secret.Hkdf;
import carnet.crypto.secret.SecretBytes;
import carnet.crypto.sign.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The keys of one member, all derived from the one seed that its key file holds: each is HKDF-SHA-256 of the seed with
 * an empty salt and the info string below, so that none of them tells anything about another.
 *
 * @param signing signs transactions; info {@code carnet/member-signing-key/1}
 * @param sealing opens what is sealed to the member; info {@code carnet/member-sealing-key/1}
 * @param dedupKey makes the salts of the member's records (RULES 22); info {@code carnet/member-dedup-key/1}
 */
public record MemberKeys(SigningKey signing, SealingKey sealing, SecretBytes dedupKey) {
    /** Length of the seed, in bytes. */
    public static final int SEED_BYTES = 32;

    private static final int DERIVED_BYTES = 32;

    /**
     * Derives all keys. Copies what it needs of the seed.
     *
     * @throws IllegalArgumentException unless the seed has 32 bytes
     */
    public static MemberKeys fromSeed(SecretBytes seed) {
        if (seed.length() != SEED_BYTES) {
            throw new IllegalArgumentException("a member's seed has 32 bytes");
        }
        byte[] signingSeed = derive(seed, "carnet/member-signing-key/1");
        byte[] sealingScalar = derive(seed, "carnet/member-sealing-key/1");
        byte[] dedupKey = derive(seed, "carnet/member-dedup-key/1");
        try (SecretBytes scalar = SecretBytes.copyOf(sealingScalar)) {
            return new MemberKeys(
                    SigningKey.fromSeed(signingSeed), SealingKey.of(scalar), SecretBytes.copyOf(dedupKey));
        } finally {
            Arrays.fill(signingSeed, (byte) 0);
            Arrays.fill(sealingScalar, (byte) 0);
            Arrays.fill(dedupKey, (byte) 0);
        }
    }

    private static byte[] derive(SecretBytes seed, String info) {
        byte[] inputKey = seed.expose();
        byte[] derived = Hkdf.derive(new byte[0], inputKey, info.getBytes(StandardCharsets.US_ASCII), DERIVED_BYTES);
        Arrays.fill(inputKey, (byte) 0);
        return derived;
    }
}
