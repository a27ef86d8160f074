package carnet.crypto.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import carnet.crypto.hash.Sha256;
import carnet.crypto.secret.SecretBytes;
import carnet.crypto.vectors.Vectors;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyFileTest {
    private static final Argon2Cost CHEAP = new Argon2Cost(64, 1, 1);
    private static final SecretBytes SEED = Vectors.filled(32, 42);
    private static final SecretBytes PASSPHRASE = SecretBytes.ofCharacters("open sesame".toCharArray());
    private static final SecretBytes NO_PASSPHRASE = SecretBytes.copyOf(new byte[0]);

    @Test
    void opensWithItsPassphraseOnly() {
        byte[] file = KeyFile.seal(KeyKind.MEMBER, SEED, PASSPHRASE, CHEAP, Vectors.seeded(1));
        assertThat(KeyFile.open(file, PASSPHRASE)).isEqualTo(new KeyOpening.Opened(KeyKind.MEMBER, SEED));
        assertThat(KeyFile.open(file, SecretBytes.ofCharacters("open sesam".toCharArray())))
                .isEqualTo(new KeyOpening.WrongPassphrase());
        assertThat(KeyFile.open(file, NO_PASSPHRASE)).isEqualTo(new KeyOpening.WrongPassphrase());
        assertThat(KeyFile.needsPassphrase(file)).isTrue();
    }

    @Test
    void isTheGoldenFile() {
        for (JsonNode vector : Vectors.read("key-file.json")) {
            KeyKind kind = KeyKind.valueOf(vector.get("kind").textValue());
            SecretBytes seed = Vectors.secret(vector, "seed");
            String typed = vector.get("passphrase").textValue();
            SecretBytes passphrase = SecretBytes.ofCharacters(typed.toCharArray());
            byte[] file = typed.isEmpty()
                    ? KeyFile.plain(kind, seed)
                    : KeyFile.seal(
                            kind,
                            seed,
                            passphrase,
                            new Argon2Cost(
                                    vector.get("memoryKib").intValue(),
                                    vector.get("passes").intValue(),
                                    vector.get("lanes").intValue()),
                            Vectors.counting(vector.get("entropyStart").intValue()));
            assertThat(file).isEqualTo(Vectors.hex(vector, "file"));
            assertThat(KeyFile.open(file, passphrase)).isEqualTo(new KeyOpening.Opened(kind, seed));
        }
    }

    @Test
    void plainFileOpensWithoutPassphrase() {
        byte[] file = KeyFile.plain(KeyKind.NODE, SEED);
        assertThat(KeyFile.needsPassphrase(file)).isFalse();
        assertThat(KeyFile.open(file, NO_PASSPHRASE)).isEqualTo(new KeyOpening.Opened(KeyKind.NODE, SEED));
    }

    @Test
    void everyDamagedByteAndEveryCutIsSeen() {
        byte[] sealed = KeyFile.seal(KeyKind.MEMBER, SEED, PASSPHRASE, CHEAP, Vectors.seeded(2));
        for (byte[] file : new byte[][] {sealed, KeyFile.plain(KeyKind.NODE, SEED)}) {
            for (int i = 0; i < file.length; i++) {
                byte[] damaged = file.clone();
                damaged[i] ^= 1;
                assertThat(KeyFile.open(damaged, PASSPHRASE))
                        .as("byte %d", i)
                        .isInstanceOfAny(KeyOpening.Corrupt.class, KeyOpening.UnsupportedVersion.class);
                assertThat(KeyFile.open(Arrays.copyOf(file, i), PASSPHRASE))
                        .as("length %d", i)
                        .isInstanceOf(KeyOpening.Corrupt.class);
            }
            assertThat(KeyFile.open(Arrays.copyOf(file, file.length + 1), PASSPHRASE))
                    .isInstanceOf(KeyOpening.Corrupt.class);
        }
    }

    @Test
    void aNewerVersionIsNamed() {
        byte[] file = KeyFile.plain(KeyKind.NODE, SEED);
        file[8] = 2;
        assertThat(KeyFile.open(file, PASSPHRASE)).isEqualTo(new KeyOpening.UnsupportedVersion(2));
    }

    @ParameterizedTest
    @CsvSource({
        "67108864, 1, 1",
        "262145, 1, 1",
        "262144, 5, 1",
        "64, 17, 1",
        "64, 0, 1",
        "64, 1, 0",
        "64, 1, 5",
        "7, 1, 1",
        "-1, 1, 1",
        "64, -1, 1",
        "0, 0, 0"
    })
    void refusesAHostileCostBeforeItRuns(int memoryKib, int passes, int lanes) {
        byte[] file = KeyFile.seal(KeyKind.MEMBER, SEED, PASSPHRASE, CHEAP, Vectors.seeded(3));
        ByteBuffer.wrap(file).put(11, (byte) lanes).putInt(12, memoryKib).putInt(16, passes);
        assertThat(KeyFile.open(withNewChecksum(file), PASSPHRASE))
                .isEqualTo(new KeyOpening.Corrupt("it asks for more memory or time than any key file may"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Argon2Cost(memoryKib, passes, lanes));
    }

    @Test
    void aHeaderAlteredOnPurposeDoesNotOpen() {
        byte[] file = KeyFile.seal(KeyKind.MEMBER, SEED, PASSPHRASE, CHEAP, Vectors.seeded(4));
        file[9] = (byte) KeyKind.NODE.code();
        assertThat(KeyFile.open(withNewChecksum(file), PASSPHRASE)).isEqualTo(new KeyOpening.WrongPassphrase());
        file[9] = 3;
        assertThat(KeyFile.open(withNewChecksum(file), PASSPHRASE))
                .isEqualTo(new KeyOpening.Corrupt("it holds an unknown kind of key, number 3"));
        byte[] plain = KeyFile.plain(KeyKind.NODE, SEED);
        plain[30] = 1;
        assertThat(KeyFile.open(withNewChecksum(plain), PASSPHRASE)).isInstanceOf(KeyOpening.Corrupt.class);
        plain[10] = 2;
        assertThat(KeyFile.open(withNewChecksum(plain), PASSPHRASE))
                .isEqualTo(new KeyOpening.Corrupt("it has an unknown protection, number 2"));
    }

    @Test
    void neverWritesWhatItWouldNotRead() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyFile.seal(KeyKind.MEMBER, SEED, NO_PASSPHRASE, CHEAP, Vectors.seeded(5)));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> KeyFile.seal(KeyKind.MEMBER, SEED, Vectors.filled(1025, 'a'), CHEAP, Vectors.seeded(5)));
        assertThatIllegalArgumentException().isThrownBy(() -> KeyFile.plain(KeyKind.NODE, Vectors.filled(31, 1)));
    }

    @Test
    void opensAtTheDefaultCost() {
        byte[] file = KeyFile.seal(KeyKind.MEMBER, SEED, PASSPHRASE, Argon2Cost.DEFAULT, Vectors.seeded(6));
        assertThat(KeyFile.open(file, PASSPHRASE)).isInstanceOf(KeyOpening.Opened.class);
    }

    private static byte[] withNewChecksum(byte[] file) {
        byte[] changed = file.clone();
        byte[] checksum = Sha256.ofRange(changed, 0, changed.length - 16).bytes();
        System.arraycopy(checksum, 0, changed, changed.length - 16, 16);
        return changed;
    }
}
