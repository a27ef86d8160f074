package carnet.consensus.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.crypto.hash.Hash;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {
    @ParameterizedTest
    @CsvSource({
        "1, ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "2, 7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "3, 5555555555555555555555555555555555555555555555555555555555555554",
        "256, 00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "262144, 00003fffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
    })
    void oneHashInSoManyMeetsTheTargetAndItsWorkIsThatMany(long meanHashes, String hex) {
        Target target = Target.ofMeanHashes(meanHashes);
        assertThat(target.value().hex()).isEqualTo(hex);
        assertThat(target.work()).isEqualTo(BigInteger.valueOf(meanHashes));
    }

    @Test
    void workIsRoundedDown() {
        Target target = new Target(Hash.fromHex("f".repeat(63) + "e"));
        assertThat(target.work()).isEqualTo(BigInteger.ONE);
        assertThat(new Target(Hash.ZERO).work()).isEqualTo(BigInteger.ONE.shiftLeft(256));
    }

    @Test
    void aHashEqualToTheTargetMeetsItAndOneAboveDoesNot() {
        Target target = new Target(Hash.fromHex("80" + "00".repeat(31)));
        assertThat(target.isMetBy(Hash.fromHex("80" + "00".repeat(31)))).isTrue();
        assertThat(target.isMetBy(Hash.fromHex("7f" + "ff".repeat(31)))).isTrue();
        assertThat(target.isMetBy(Hash.fromHex("80" + "00".repeat(30) + "01"))).isFalse();
    }

    @Test
    void zeroHashesFindNothing() {
        assertThatThrownBy(() -> Target.ofMeanHashes(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
