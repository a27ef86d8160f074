package carnet.consensus.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StrictDecodingTest {
    private static final List<Encodings> ALL = Encodings.all();
    private static final int MUTATIONS = 3_000;

    static List<Encodings> all() {
        return ALL;
    }

    @ParameterizedTest
    @MethodSource("all")
    void anEncodingDecodesToItself(Encodings encoding) throws DecodeException {
        assertThat(encoding.again().apply(encoding.bytes())).isEqualTo(encoding.bytes());
    }

    @ParameterizedTest
    @MethodSource("all")
    void anEncodingCutOffAnywhereIsRefused(Encodings encoding) {
        for (int length = 0; length < encoding.bytes().length; length++) {
            byte[] cut = Arrays.copyOf(encoding.bytes(), length);
            assertThatThrownBy(() -> encoding.again().apply(cut))
                    .as("%s cut to %d bytes", encoding, length)
                    .isInstanceOf(DecodeException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void trailingBytesAreRefused(Encodings encoding) {
        for (int more : new int[] {1, 4, 32, 1000}) {
            byte[] longer = Arrays.copyOf(encoding.bytes(), encoding.bytes().length + more);
            assertThatThrownBy(() -> encoding.again().apply(longer)).isInstanceOf(DecodeException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void whateverDecodesEncodesToTheSameBytes(Encodings encoding) {
        Random random = new Random(encoding.name().hashCode());
        for (int round = 0; round < MUTATIONS; round++) {
            byte[] mutant = mutate(encoding.bytes(), random);
            byte[] again;
            try {
                again = encoding.again().apply(mutant);
            } catch (DecodeException expected) {
                continue;
            }
            assertThat(again).as("%s, round %d", encoding, round).isEqualTo(mutant);
        }
    }

    private static byte[] mutate(byte[] bytes, Random random) {
        byte[] mutant = bytes.clone();
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(mutant.length);
            switch (random.nextInt(6)) {
                case 0 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> mutant[at] = (byte) random.nextInt(256);
                case 2 -> mutant[at] = 0;
                case 3 -> mutant[at] = (byte) 0xff;
                case 4 -> mutant = without(mutant, at);
                default -> mutant = with(mutant, at, (byte) random.nextInt(3));
            }
        }
        return mutant;
    }

    private static byte[] without(byte[] bytes, int at) {
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - 1);
        System.arraycopy(bytes, at + 1, shorter, at, shorter.length - at);
        return shorter;
    }

    private static byte[] with(byte[] bytes, int at, byte value) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
        longer[at] = value;
        return longer;
    }
}
