package carnet.crypto.secfile;

import static carnet.crypto.secfile.SecFileException.Reason.EMPTY_LAST_CHUNK;
import static carnet.crypto.secfile.SecFileException.Reason.NOT_AUTHENTIC;
import static carnet.crypto.secfile.SecFileException.Reason.TRAILING_DATA;
import static carnet.crypto.secfile.SecFileException.Reason.TRUNCATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import carnet.crypto.secret.ChaChaPoly;
import carnet.crypto.vectors.Vectors;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecFileDamageTest {
    private static final FileKey KEY = new FileKey(Vectors.filled(16, 3));
    private static final int CIPHER_CHUNK = SecFile.CIPHER_CHUNK_BYTES;

    private byte[] plain = {};
    private byte[] cipher = {};

    @BeforeEach
    void encryptTwoChunksAndAPart() throws IOException {
        plain = Vectors.plainFile(2 * SecFile.CHUNK_BYTES + 10);
        cipher = SecFileTest.encrypt(KEY, plain);
    }

    @Test
    void everyCutIsSeen() {
        int[] cuts = {
            0,
            15,
            16,
            17,
            16 + 16,
            16 + CIPHER_CHUNK - 1,
            16 + CIPHER_CHUNK,
            16 + CIPHER_CHUNK + 1,
            16 + 2 * CIPHER_CHUNK,
            16 + 2 * CIPHER_CHUNK + 15,
            cipher.length - 1
        };
        for (int cut : cuts) {
            int authenticChunks = Math.max(0, cut - 16) / CIPHER_CHUNK;
            Outcome outcome = decrypt(Arrays.copyOf(cipher, cut), KEY);
            assertThat(outcome.reason()).as("cut at %d", cut).isIn(TRUNCATED, NOT_AUTHENTIC);
            assertThat(outcome.released())
                    .as("cut at %d", cut)
                    .isEqualTo(Arrays.copyOf(plain, authenticChunks * SecFile.CHUNK_BYTES));
        }
        assertThat(decrypt(Arrays.copyOf(cipher, 16 + CIPHER_CHUNK), KEY).reason())
                .isEqualTo(TRUNCATED);
        assertThat(decrypt(new byte[0], KEY).reason()).isEqualTo(TRUNCATED);
    }

    @Test
    void anAlteredChunkIsNotReleasedAndNothingAfterIt() {
        for (int at : new int[] {0, 16, 16 + CIPHER_CHUNK - 1, 16 + CIPHER_CHUNK, cipher.length - 1}) {
            byte[] altered = cipher.clone();
            altered[at] ^= 1;
            int authenticChunks = Math.max(0, at - 16) / CIPHER_CHUNK;
            assertThat(decrypt(altered, KEY))
                    .isEqualTo(new Outcome(NOT_AUTHENTIC, Arrays.copyOf(plain, authenticChunks * SecFile.CHUNK_BYTES)));
        }
    }

    @Test
    void anotherKeyReleasesNothing() {
        assertThat(decrypt(cipher, new FileKey(Vectors.filled(16, 4))))
                .isEqualTo(new Outcome(NOT_AUTHENTIC, new byte[0]));
    }

    @Test
    void chunksHaveTheirPlace() {
        byte[] swapped = cipher.clone();
        System.arraycopy(cipher, 16, swapped, 16 + CIPHER_CHUNK, CIPHER_CHUNK);
        System.arraycopy(cipher, 16 + CIPHER_CHUNK, swapped, 16, CIPHER_CHUNK);
        assertThat(decrypt(swapped, KEY)).isEqualTo(new Outcome(NOT_AUTHENTIC, new byte[0]));
    }

    @Test
    void bytesAfterAFullLastChunkAreNamed() throws IOException {
        byte[] full = SecFileTest.encrypt(KEY, Vectors.plainFile(SecFile.CHUNK_BYTES));
        assertThat(decrypt(Arrays.copyOf(full, full.length + 1), KEY))
                .isEqualTo(new Outcome(TRAILING_DATA, Vectors.plainFile(SecFile.CHUNK_BYTES)));
        assertThat(decrypt(Arrays.copyOf(cipher, cipher.length + 1), KEY).reason())
                .isEqualTo(NOT_AUTHENTIC);
    }

    @Test
    void anAuthenticButEmptyLastChunkIsRefused() {
        byte[] nonce = Arrays.copyOf(cipher, SecFile.NONCE_BYTES);
        byte[] empty = ChaChaPoly.seal(KEY.payloadKey(nonce), SecFile.chunkNonce(2, true), new byte[0], new byte[0], 0);
        byte[] ended = Arrays.copyOf(cipher, 16 + 2 * CIPHER_CHUNK + empty.length);
        System.arraycopy(empty, 0, ended, 16 + 2 * CIPHER_CHUNK, empty.length);
        assertThat(decrypt(ended, KEY))
                .isEqualTo(new Outcome(EMPTY_LAST_CHUNK, Arrays.copyOf(plain, 2 * SecFile.CHUNK_BYTES)));
    }

    @Test
    void aFailureStays() {
        SecFileDecryptor decryptor = new SecFileDecryptor(KEY, new ByteArrayInputStream(new byte[100]));
        for (int i = 0; i < 3; i++) {
            assertThat(catchThrowableOfType(SecFileException.class, decryptor::read)
                            .reason())
                    .isEqualTo(NOT_AUTHENTIC);
        }
    }

    private static Outcome decrypt(byte[] damaged, FileKey key) {
        SecFileDecryptor decryptor = new SecFileDecryptor(key, new ByteArrayInputStream(damaged));
        ByteArrayOutputStream released = new ByteArrayOutputStream();
        SecFileException failure = catchThrowableOfType(SecFileException.class, () -> decryptor.transferTo(released));
        return new Outcome(failure.reason(), released.toByteArray());
    }

    private record Outcome(SecFileException.Reason reason, byte[] released) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Outcome outcome
                    && reason == outcome.reason
                    && Arrays.equals(released, outcome.released);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(released);
        }

        @Override
        public String toString() {
            return reason + " after " + released.length + " bytes";
        }
    }
}
