package carnet.crypto.secfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import carnet.crypto.hash.Sha256;
import carnet.crypto.vectors.Vectors;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecFileTest {
    private static final int CHUNK = SecFile.CHUNK_BYTES;
    private static final FileKey KEY = new FileKey(Vectors.filled(16, 3));

    @Test
    void isTheGoldenCipher() throws IOException {
        for (JsonNode vector : Vectors.read("sec-file.json")) {
            byte[] plain = Vectors.plainFile(vector.get("sizeBytes").intValue());
            byte[] cipher = encrypt(new FileKey(Vectors.secret(vector, "fileKey")), plain);
            assertThat(Sha256.of(plain).bytes()).isEqualTo(Vectors.hex(vector, "plainSha256"));
            assertThat(Arrays.copyOf(cipher, 16)).isEqualTo(Vectors.hex(vector, "payloadNonce"));
            assertThat(Sha256.of(cipher).bytes()).isEqualTo(Vectors.hex(vector, "cipherSha256"));
            assertThat(SecFile.cipherSize(plain.length))
                    .isEqualTo(vector.get("cipherBytes").longValue());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 17})
    void givesBackTheFileAndItsDigest(int sizeBytes) throws IOException {
        byte[] plain = Vectors.plainFile(sizeBytes);
        byte[] cipher = encrypt(KEY, plain);
        assertThat(cipher.length).isEqualTo((int) SecFile.cipherSize(sizeBytes));
        SecFileDecryptor decryptor = decryptor(cipher);
        assertThatIllegalStateException().isThrownBy(decryptor::sha256);
        assertThat(decryptor.readAllBytes()).isEqualTo(plain);
        assertThat(decryptor.sha256()).isEqualTo(Sha256.of(plain));
        assertThat(decryptor.sizeBytes()).isEqualTo(sizeBytes);
    }

    /** The file as it is in the second pass: other bytes in a chunk, shorter, longer. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "65536, 0, 1",
        "131072, 0, 2",
        "131081, 0, 2",
        "-1, -1, 2",
        "-1, -10, 2",
        "-1, -65546, 1",
        "-1, 1, 2",
        "-1, 65536, 2"
    })
    void stopsBeforeAChangedChunk(int changedByte, int growth, int intactChunks) throws IOException {
        byte[] plain = Vectors.plainFile(2 * CHUNK + 10);
        byte[] later = Arrays.copyOf(plain, plain.length + growth);
        if (changedByte >= 0) {
            later[changedByte] ^= 1;
        }
        byte[] full = encrypt(KEY, plain);
        SecFileEncryptor encryptor = new SecFileEncryptor(KEY, digest(plain), new ByteArrayInputStream(later));
        byte[] sent = drainUntil(FileChangedException.class, encryptor);
        int expectedBytes = SecFile.NONCE_BYTES + intactChunks * SecFile.CIPHER_CHUNK_BYTES;
        assertThat(sent).isEqualTo(Arrays.copyOf(full, expectedBytes));
        assertThatExceptionOfType(FileChangedException.class).isThrownBy(encryptor::read);
    }

    @Test
    void anEmptyFileThatGrewIsRefusedToo() throws IOException {
        SecFileEncryptor encryptor =
                new SecFileEncryptor(KEY, digest(new byte[0]), new ByteArrayInputStream(new byte[1]));
        assertThat(drainUntil(FileChangedException.class, encryptor)).hasSize(SecFile.NONCE_BYTES);
    }

    @Test
    void aResumedUploadSkipsToTheSameBytes() throws IOException {
        byte[] plain = Vectors.plainFile(2 * CHUNK + 10);
        byte[] full = encrypt(KEY, plain);
        for (int offset : new int[] {1, 16, CHUNK, CHUNK + 33, full.length - 1, full.length}) {
            SecFileEncryptor encryptor = new SecFileEncryptor(KEY, digest(plain), new ByteArrayInputStream(plain));
            encryptor.skipNBytes(offset);
            assertThat(encryptor.readAllBytes()).isEqualTo(Arrays.copyOfRange(full, offset, full.length));
        }
    }

    @Test
    void differsForAnotherKeyAndForAnotherFile() throws IOException {
        byte[] plain = Vectors.plainFile(100);
        byte[] other = plain.clone();
        other[0] ^= 1;
        byte[] nonce = Arrays.copyOf(encrypt(KEY, plain), 16);
        assertThat(nonce).isNotEqualTo(Arrays.copyOf(encrypt(KEY, other), 16));
        assertThat(nonce).isNotEqualTo(Arrays.copyOf(encrypt(new FileKey(Vectors.filled(16, 4)), plain), 16));
    }

    @Test
    void readsFromASourceThatGivesFewBytesAtATime() throws IOException {
        byte[] plain = Vectors.plainFile(CHUNK + 5);
        InputStream slow = new FilterInputStream(new ByteArrayInputStream(plain)) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return super.read(target, offset, Math.min(length, 1000));
            }
        };
        SecFileEncryptor encryptor = new SecFileEncryptor(KEY, digest(plain), slow);
        assertThat(encryptor.readAllBytes()).isEqualTo(encrypt(KEY, plain));
    }

    @Test
    void nothingIsReadAfterClose() throws IOException {
        byte[] plain = Vectors.plainFile(10);
        SecFileEncryptor encryptor = new SecFileEncryptor(KEY, digest(plain), new ByteArrayInputStream(plain));
        encryptor.close();
        assertThatIOException().isThrownBy(encryptor::read);
        SecFileDecryptor decryptor = decryptor(encrypt(KEY, plain));
        assertThat(decryptor.read()).isZero();
        decryptor.close();
        assertThatIOException().isThrownBy(decryptor::read);
    }

    @Test
    void sizesHaveABound() {
        assertThat(SecFile.cipherSize(0)).isEqualTo(32);
        assertThat(SecFile.cipherSize(SecFile.MAX_PLAIN_BYTES))
                .isEqualTo(16 + SecFile.MAX_PLAIN_BYTES + 16 * (SecFile.MAX_PLAIN_BYTES / CHUNK));
        assertThatIllegalArgumentException().isThrownBy(() -> SecFile.cipherSize(SecFile.MAX_PLAIN_BYTES + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> SecFile.cipherSize(-1));
    }

    @Test
    void aFileOverTheBoundIsGivenUpInTheFirstPass() throws IOException {
        byte[] plain = Vectors.plainFile(100);
        assertThat(PlainDigest.of(new ByteArrayInputStream(plain), 100).sizeBytes())
                .isEqualTo(100);
        assertThatExceptionOfType(FileTooLargeException.class)
                .isThrownBy(() -> PlainDigest.of(new ByteArrayInputStream(plain), 99));
    }

    @Test
    void keysPrintNothing() {
        assertThat(KEY).hasToString("FileKey[16 bytes]");
        assertThatIllegalArgumentException().isThrownBy(() -> new FileKey(Vectors.filled(15, 1)));
    }

    static byte[] encrypt(FileKey key, byte[] plain) throws IOException {
        try (SecFileEncryptor encryptor = new SecFileEncryptor(key, digest(plain), new ByteArrayInputStream(plain))) {
            return encryptor.readAllBytes();
        }
    }

    /** Reads until the stream fails and returns what came before. */
    static byte[] drainUntil(Class<? extends IOException> failure, InputStream stream) {
        ByteArrayOutputStream released = new ByteArrayOutputStream();
        assertThatExceptionOfType(failure).isThrownBy(() -> stream.transferTo(released));
        return released.toByteArray();
    }

    private static SecFileDecryptor decryptor(byte[] cipher) {
        return new SecFileDecryptor(KEY, new ByteArrayInputStream(cipher));
    }

    private static PlainDigest digest(byte[] plain) throws IOException {
        return PlainDigest.of(new ByteArrayInputStream(plain));
    }
}
