package carnet.crypto.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import carnet.crypto.hash.Hash;
import carnet.crypto.hash.Sha256;
import carnet.crypto.vault.MemberKeys;
import carnet.crypto.vectors.Vectors;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class HashIdTest {
    @Test
    void isTheGoldenHashId() {
        for (JsonNode vector : Vectors.read("hash-id.json")) {
            MemberKeys keys = MemberKeys.fromSeed(Vectors.secret(vector, "seed"));
            Hash digest = Sha256.of(Vectors.hex(vector, "file"));
            Salt salt = Salt.derive(keys.dedupKey(), vector.get("generation").longValue(), digest);
            assertThat(salt.secret()).isEqualTo(Vectors.secret(vector, "salt"));
            assertThat(HashId.of(keys.signing().publicKey(), salt, digest))
                    .hasToString(vector.get("hashId").textValue());
        }
    }

    @Test
    void anErasedFileComesBackUnderAnotherHashId() {
        MemberKeys keys = MemberKeys.fromSeed(Vectors.filled(32, 1));
        Hash digest = Sha256.of(new byte[] {1});
        HashId first = HashId.of(keys.signing().publicKey(), Salt.derive(keys.dedupKey(), 0, digest), digest);
        HashId again = HashId.of(keys.signing().publicKey(), Salt.derive(keys.dedupKey(), 0, digest), digest);
        HashId second = HashId.of(keys.signing().publicKey(), Salt.derive(keys.dedupKey(), 1, digest), digest);
        assertThat(again).isEqualTo(first).isEqualByComparingTo(HashId.fromHex(first.toString()));
        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void saltsPrintNothingAndGenerationsCountFromZero() {
        Salt salt = Salt.derive(Vectors.filled(32, 1), 0, Hash.ZERO);
        assertThat(salt).hasToString("Salt[32 bytes]");
        assertThatIllegalArgumentException().isThrownBy(() -> Salt.derive(Vectors.filled(32, 1), -1, Hash.ZERO));
    }
}
