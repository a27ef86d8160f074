package carnet.consensus.genesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.consensus.SmallNetwork;
import carnet.consensus.codec.DecodeException;
import carnet.consensus.ledger.LedgerKey;
import carnet.crypto.hash.Hash;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenesisTest {
    private static final Genesis GENESIS = SmallNetwork.of(3, 2).genesis;

    @Test
    void everyByteOfTheFileThatStillDecodesMakesAnotherNetwork() {
        byte[] file = GENESIS.bytes();
        Set<Hash> hashes = new HashSet<>(List.of(GENESIS.hash()));
        List<Hash> found = new ArrayList<>(hashes);
        for (int at = 0; at < file.length; at++) {
            byte[] changed = file.clone();
            changed[at] ^= 1;
            try {
                Hash hash = Genesis.decode(changed).hash();
                hashes.add(hash);
                found.add(hash);
            } catch (DecodeException expected) {
                // Most bytes are covered by a card's signature or a bound.
            }
        }
        assertThat(hashes).hasSameSizeAs(found).hasSizeGreaterThan(20);
    }

    @Test
    void aChangedCardIsRefused() {
        byte[] file = GENESIS.bytes();
        int nameOfTheFirstNode = new String(file, StandardCharsets.ISO_8859_1).indexOf("node-0");
        file[nameOfTheFirstNode]++;
        assertThatThrownBy(() -> Genesis.decode(file))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("not signed by its key");
    }

    @Test
    void anotherKindOfFileIsRefusedByName() {
        byte[] file = GENESIS.bytes();
        file[0] = 'X';
        assertThatThrownBy(() -> Genesis.decode(file)).hasMessage("this is no Carnet genesis file");
    }

    @Test
    void blockZeroIsTheEndOfEveryChain() {
        var meta = GENESIS.meta();
        assertThat(meta.hash()).isEqualTo(GENESIS.hash());
        assertThat(meta.previousHash()).isEqualTo(Hash.ZERO);
        assertThat(meta.height()).isZero();
        assertThat(meta.rankSum()).isZero();
        assertThat(meta.totalWork()).isEqualTo(BigInteger.ZERO);
        assertThat(meta.timestampMillis()).isEqualTo(SmallNetwork.START_MILLIS);
    }

    @Test
    void theFirstStateHoldsThePolicyAndTheRegistrars() {
        assertThat(GENESIS.state().changes().keySet())
                .containsExactly(LedgerKey.member(SmallNetwork.key("registrar").publicKey()), LedgerKey.policy());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "caf\u00e9", "tab\there"})
    void aNameIsPrintableAscii(String name) {
        assertThatThrownBy(() -> new Genesis(name, 0, GENESIS.policy()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("printable ASCII");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 253_402_300_800_000L})
    void theTimeLiesBetween1970And9999(long timestampMillis) {
        assertThatThrownBy(() -> new Genesis("n", timestampMillis, GENESIS.policy()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
