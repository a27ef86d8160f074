package carnet.crypto.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import carnet.crypto.secret.SecretBytes;
import carnet.crypto.vectors.Vectors;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class MemberKeysTest {
    @Test
    void areTheGoldenKeysOfTheSeed() {
        for (JsonNode vector : Vectors.read("hash-id.json")) {
            MemberKeys keys = MemberKeys.fromSeed(Vectors.secret(vector, "seed"));
            assertThat(keys.signing().publicKey().bytes()).isEqualTo(Vectors.hex(vector, "signingPublicKey"));
            assertThat(keys.sealing().publicKey().bytes()).isEqualTo(Vectors.hex(vector, "sealingPublicKey"));
            assertThat(keys.dedupKey().expose()).isEqualTo(Vectors.hex(vector, "dedupKey"));
        }
    }

    @Test
    void printNoSecret() {
        MemberKeys keys = MemberKeys.fromSeed(Vectors.filled(32, 5));
        assertThat(keys.toString())
                .contains(keys.signing().publicKey().hex())
                .endsWith("dedupKey=SecretBytes[32 bytes]]");
    }

    @Test
    void outliveTheSeed() {
        SecretBytes seed = Vectors.filled(32, 5);
        MemberKeys keys = MemberKeys.fromSeed(seed);
        seed.close();
        assertThat(keys.dedupKey().expose()).hasSize(32);
        assertThatIllegalArgumentException().isThrownBy(() -> MemberKeys.fromSeed(Vectors.filled(31, 5)));
    }
}
