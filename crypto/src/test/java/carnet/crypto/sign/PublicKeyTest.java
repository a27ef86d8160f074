package carnet.crypto.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicKeyTest {
    private static final String KEY = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

    /** More keys than are remembered, so that many meet in one place: each must be itself, at first and when asked again. */
    @Test
    void everyKeyIsItself() {
        Random random = new Random(1);
        for (int i = 0; i < 6_000; i++) {
            byte[] seed = new byte[SigningKey.SEED_BYTES];
            random.nextBytes(seed);
            byte[] encoding = new byte[PublicKey.LENGTH_BYTES];
            org.bouncycastle.math.ec.rfc8032.Ed25519.generatePublicKey(seed, 0, encoding, 0);
            assertThat(PublicKey.of(encoding).bytes()).isEqualTo(encoding);
            assertThat(PublicKey.of(encoding.clone())).isEqualTo(PublicKey.of(encoding));
        }
    }

    @Test
    void refusesEveryNumberThatIsNotBelowThePrime() {
        for (int last = 0xed; last <= 0xff; last++) {
            for (int top : new int[] {0x7f, 0xff}) {
                byte[] encoding = new byte[PublicKey.LENGTH_BYTES];
                Arrays.fill(encoding, (byte) 0xff);
                encoding[0] = (byte) last;
                encoding[31] = (byte) top;
                assertRefused(encoding);
            }
        }
    }

    /** The points whose order divides 8, with both signs (RFC 7748 has their u coordinates). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"
            })
    void refusesPointsOfLowOrder(String hex) {
        byte[] encoding = HexFormat.of().parseHex(hex);
        assertRefused(encoding);
        encoding[31] ^= (byte) 0x80;
        assertRefused(encoding);
    }

    @Test
    void refusesWhatIsNoPoint() {
        int accepted = 0;
        for (int y = 2; y < 258; y++) {
            byte[] encoding = new byte[PublicKey.LENGTH_BYTES];
            encoding[0] = (byte) y;
            encoding[1] = (byte) (y >> 8);
            accepted += isAccepted(encoding) ? 1 : 0;
        }
        assertThat(accepted).isBetween(96, 160);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33, 64})
    void refusesOtherLengths(int length) {
        assertRefused(new byte[length]);
    }

    @Test
    void isAValue() {
        PublicKey key = PublicKey.fromHex(KEY);
        PublicKey same = PublicKey.of(key.bytes());
        key.bytes()[0] = 0;
        assertThat(key).isEqualTo(same).hasSameHashCodeAs(same).hasToString(KEY).isEqualByComparingTo(same);
        assertThat(key).isNotEqualTo(SigningKey.fromSeed(new byte[32]).publicKey());
    }

    private static boolean isAccepted(byte[] encoding) {
        try {
            return PublicKey.of(encoding) != null;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    private static void assertRefused(byte[] encoding) {
        assertThatThrownBy(() -> PublicKey.of(encoding)).isInstanceOf(IllegalArgumentException.class);
    }
}
