package carnet.crypto.vault;

import carnet.crypto.secret.ChaChaPoly;
import carnet.crypto.secret.SecretBytes;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2id version 1.3 (RFC 9106) from a passphrase to a ChaCha20-Poly1305 key. */
final class PassphraseKey {
    private PassphraseKey() {}

    static byte[] derive(SecretBytes passphrase, byte[] salt, Argon2Cost cost) {
        Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
        argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memoryKib())
                .withIterations(cost.passes())
                .withParallelism(cost.lanes())
                .withSalt(salt)
                .build());
        byte[] typed = passphrase.expose();
        byte[] key = new byte[ChaChaPoly.KEY_BYTES];
        argon2.generateBytes(typed, key);
        Arrays.fill(typed, (byte) 0);
        return key;
    }
}
