package carnet.crypto.secfile;

import carnet.crypto.secret.ChaChaPoly;
import carnet.crypto.secret.Entropy;
import carnet.crypto.secret.Hkdf;
import carnet.crypto.secret.SecretBytes;
import carnet.crypto.vault.SealingKey;
import carnet.crypto.vault.SealingPublicKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The X25519 recipient type of age v1: a file key sealed to a public key with a fresh key pair. */
final class X25519Recipient {
    static final String TYPE = "X25519";

    private static final byte[] INFO = "age-encryption.org/v1/X25519".getBytes(StandardCharsets.US_ASCII);
    private static final int WRAPPED_BYTES = FileKey.LENGTH_BYTES + ChaChaPoly.TAG_BYTES;
    private static final byte[] ZERO_NONCE = new byte[ChaChaPoly.NONCE_BYTES];
    private static final byte[] NO_ASSOCIATED_DATA = {};

    private X25519Recipient() {}

    static AgeStanza wrap(FileKey fileKey, SealingPublicKey recipient, Entropy entropy) {
        byte[] scalar = entropy.checked(SealingKey.LENGTH_BYTES);
        try (SecretBytes secretScalar = SecretBytes.copyOf(scalar)) {
            SealingKey ephemeral = SealingKey.of(secretScalar);
            byte[] share = ephemeral.publicKey().bytes();
            byte[] key = wrappingKey(share, recipient, ephemeral.agree(recipient));
            byte[] plain = fileKey.secret().expose();
            byte[] body = ChaChaPoly.seal(key, ZERO_NONCE, NO_ASSOCIATED_DATA, plain, plain.length);
            Arrays.fill(plain, (byte) 0);
            Arrays.fill(key, (byte) 0);
            return new AgeStanza(List.of(TYPE, AgeStanza.encode(share)), body);
        } finally {
            Arrays.fill(scalar, (byte) 0);
        }
    }

    /** Returns the file key, or nothing when {@code stanza} is for another key. */
    static Optional<FileKey> unwrap(AgeStanza stanza, SealingKey key) throws MalformedHeaderException {
        if (stanza.arguments().size() != 2 || stanza.body().length != WRAPPED_BYTES) {
            throw new MalformedHeaderException("an X25519 recipient has not one argument and a body of 32 bytes");
        }
        byte[] share = AgeStanza.decode(stanza.arguments().get(1));
        if (share.length != SealingPublicKey.LENGTH_BYTES) {
            throw new MalformedHeaderException("an X25519 recipient's share has not 32 bytes");
        }
        SecretBytes shared = key.agree(share)
                .orElseThrow(() -> new MalformedHeaderException("an X25519 recipient's share is of low order"));
        byte[] wrappingKey = wrappingKey(share, key.publicKey(), shared);
        Optional<byte[]> plain =
                ChaChaPoly.open(wrappingKey, ZERO_NONCE, NO_ASSOCIATED_DATA, stanza.body(), WRAPPED_BYTES);
        Arrays.fill(wrappingKey, (byte) 0);
        return plain.map(bytes -> {
            FileKey fileKey = new FileKey(SecretBytes.copyOf(bytes));
            Arrays.fill(bytes, (byte) 0);
            return fileKey;
        });
    }

    private static byte[] wrappingKey(byte[] share, SealingPublicKey recipient, SecretBytes shared) {
        byte[] salt = Arrays.copyOf(share, share.length + SealingPublicKey.LENGTH_BYTES);
        System.arraycopy(recipient.bytes(), 0, salt, share.length, SealingPublicKey.LENGTH_BYTES);
        try (shared) {
            byte[] inputKey = shared.expose();
            byte[] key = Hkdf.derive(salt, inputKey, INFO, ChaChaPoly.KEY_BYTES);
            Arrays.fill(inputKey, (byte) 0);
            return key;
        }
    }
}
