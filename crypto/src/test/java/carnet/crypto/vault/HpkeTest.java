package carnet.crypto.vault;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.crypto.secret.Entropy;
import carnet.crypto.secret.SecretBytes;
import carnet.crypto.vectors.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HpkeTest {
    private static final SealingKey KEY = SealingKey.of(Vectors.filled(32, 7));
    private static final byte[] IDS = {1, 2};
    private static final byte[] PLAIN = "secret".getBytes(StandardCharsets.UTF_8);

    /** RFC 9180, appendix A.2.1, first encryption. */
    @Test
    void givesTheBytesOfTheStandard() {
        Entropy fixed = count -> hex("909a9b35d3dc4713a5e72a4da274b55d3d3821a37e5d099e74a647db583a904b");
        SealingKey key = SealingKey.of(
                SecretBytes.copyOf(hex("8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb")));
        byte[] ids = hex("436f756e742d30");
        byte[] plain = hex("4265617574792069732074727574682c20747275746820626561757479");
        byte[] sealed = Hpke.seal(key.publicKey(), "Ode on a Grecian Urn", ids, plain, fixed);
        assertThat(HexFormat.of().formatHex(sealed))
                .isEqualTo("1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a"
                        + "1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28");
        assertThat(Hpke.open(key, "Ode on a Grecian Urn", ids, sealed)).contains(SecretBytes.copyOf(plain));
    }

    @Test
    void opensForTheSameKeyPurposeAndIdsOnly() {
        byte[] sealed = Hpke.seal(KEY.publicKey(), "test/1", IDS, PLAIN, Vectors.seeded(1));
        assertThat(Hpke.open(KEY, "test/1", IDS, sealed)).contains(SecretBytes.copyOf(PLAIN));
        assertThat(Hpke.open(KEY, "test/2", IDS, sealed)).isEmpty();
        assertThat(Hpke.open(KEY, "test/1", new byte[] {1, 3}, sealed)).isEmpty();
        assertThat(Hpke.open(SealingKey.of(Vectors.filled(32, 8)), "test/1", IDS, sealed))
                .isEmpty();
    }

    @Test
    void opensNothingThatWasAlteredOrCut() {
        byte[] sealed = Hpke.seal(KEY.publicKey(), "test/1", IDS, PLAIN, Vectors.seeded(2));
        for (int i = 0; i < sealed.length; i++) {
            byte[] altered = sealed.clone();
            altered[i] ^= 1;
            assertThat(Hpke.open(KEY, "test/1", IDS, altered)).as("byte %d", i).isEmpty();
            byte[] cut = Arrays.copyOf(sealed, i);
            assertThat(Hpke.open(KEY, "test/1", IDS, cut)).as("length %d", i).isEmpty();
        }
        byte[] lowOrder = sealed.clone();
        Arrays.fill(lowOrder, 0, 32, (byte) 0);
        assertThat(Hpke.open(KEY, "test/1", IDS, lowOrder)).isEmpty();
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
