package carnet.crypto.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import carnet.crypto.secret.SecretBytes;
import carnet.crypto.vectors.Vectors;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SealingKeyTest {
    private static final BigInteger PRIME = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

    @Test
    void agreesWithWycheproofAndRefusesEveryPointThatGivesNoSecret() {
        for (JsonNode vector : Vectors.read("wycheproof-x25519.json")) {
            byte[] point = Vectors.hex(vector, "public");
            byte[] shared = Vectors.hex(vector, "shared");
            Optional<SecretBytes> secret =
                    SealingKey.of(Vectors.secret(vector, "private")).agree(point);
            boolean zero = new BigInteger(1, shared).signum() == 0;
            assertThat(secret)
                    .as(vector.toString())
                    .isEqualTo(zero ? Optional.empty() : Optional.of(SecretBytes.copyOf(shared)));
            if (zero || !isCanonical(point)) {
                assertThatIllegalArgumentException().as(vector.toString()).isThrownBy(() -> SealingPublicKey.of(point));
            } else {
                assertThatCode(() -> SealingPublicKey.of(point)).doesNotThrowAnyException();
            }
        }
    }

    @Test
    void takesTheLargestCanonicalKeyThatIsNotOfLowOrder() {
        assertThatCode(() -> SealingPublicKey.fromHex("eb" + "ff".repeat(30) + "7f"))
                .doesNotThrowAnyException();
        assertThatIllegalArgumentException().isThrownBy(() -> SealingPublicKey.fromHex("ed" + "ff".repeat(30) + "7f"));
        assertThatIllegalArgumentException().isThrownBy(() -> SealingPublicKey.fromHex("09" + "00".repeat(30) + "80"));
        assertThatIllegalArgumentException().isThrownBy(() -> SealingPublicKey.of(new byte[31]));
    }

    @Test
    void bothSidesFindTheSameSecret() {
        SealingKey one = SealingKey.of(Vectors.filled(32, 1));
        SealingKey two = SealingKey.of(Vectors.filled(32, 2));
        assertThat(one.agree(two.publicKey())).isEqualTo(two.agree(one.publicKey()));
        assertThat(one).hasToString("SealingKey of " + one.publicKey().hex());
    }

    private static boolean isCanonical(byte[] littleEndian) {
        byte[] bigEndian = new byte[littleEndian.length];
        for (int i = 0; i < littleEndian.length; i++) {
            bigEndian[i] = littleEndian[littleEndian.length - 1 - i];
        }
        return new BigInteger(1, bigEndian).compareTo(PRIME) < 0;
    }
}
