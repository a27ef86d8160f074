package carnet.benchmarks.rival;

import carnet.crypto.record.HashId;
import carnet.crypto.record.KeyBox;
import carnet.crypto.record.OwnerSecrets;
import carnet.crypto.record.Salt;
import carnet.crypto.secfile.FileKey;
import carnet.crypto.secfile.PlainDigest;
import carnet.crypto.secfile.SecFile;
import carnet.crypto.secfile.SecFileEncryptor;
import carnet.crypto.secret.Entropy;
import carnet.crypto.sign.PublicKey;
import carnet.crypto.vault.MemberKeys;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file as a client of Carnet would send it: the same digest, name, key box and encryption, by the same classes.
 *
 * @param plain the file
 * @param digest of it
 * @param hashId its name
 * @param keyBox what opens it, sealed to the owner
 * @param fileKey encrypts it
 */
public record SealedFile(Path plain, PlainDigest digest, HashId hashId, byte[] keyBox, FileKey fileKey) {
    private static final long GENERATION = 0;
    private static final int BUFFER_BYTES = 256 * 1024;

    /** Reads a file and makes its keys and name. */
    public static SealedFile of(Path plain, String mediaType, MemberKeys keys, Entropy entropy) throws IOException {
        PlainDigest digest;
        try (InputStream in = open(plain)) {
            digest = PlainDigest.of(in);
        }
        PublicKey owner = keys.signing().publicKey();
        Salt salt = Salt.derive(keys.dedupKey(), GENERATION, digest.sha256());
        FileKey fileKey = FileKey.random(entropy);
        OwnerSecrets secrets = new OwnerSecrets(
                fileKey, salt, digest.sizeBytes(), plain.getFileName().toString(), mediaType, digest.sha256());
        byte[] box = KeyBox.sealOwner(secrets, owner, keys.sealing().publicKey(), entropy)
                .encode();
        return new SealedFile(plain, digest, HashId.of(owner, salt, digest.sha256()), box, fileKey);
    }

    /** Returns how many bytes {@link #cipher} gives. */
    public long cipherBytes() {
        return SecFile.cipherSize(digest.sizeBytes());
    }

    /** Opens the encrypted file; it is encrypted as it is read. */
    public InputStream cipher() throws IOException {
        return new SecFileEncryptor(fileKey, digest, open(plain));
    }

    private static InputStream open(Path file) throws IOException {
        return new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
    }
}
