package carnet.crypto.cid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.crypto.hash.Hash;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CidTest {
    private static final String EMPTY = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";

    @Test
    void ofNothingIsKnown() {
        Cid cid = Cid.ofRaw(new byte[0]);
        assertThat(cid).hasToString(EMPTY).isEqualTo(Cid.parse(EMPTY));
        assertThat(cid.matches(new byte[0])).isTrue();
        assertThat(cid.matches(new byte[1])).isFalse();
    }

    @Test
    void readsBackBothForms() {
        Random random = new Random(4);
        for (int round = 0; round < 1_000; round++) {
            byte[] digest = new byte[32];
            random.nextBytes(digest);
            Cid cid = new Cid(random.nextBoolean() ? Cid.Codec.RAW : Cid.Codec.DAG_PB, Hash.of(digest));
            assertThat(Cid.of(cid.bytes())).isEqualTo(cid);
            assertThat(Cid.parse(cid.toString())).isEqualTo(cid).hasToString(cid.toString());
        }
    }

    @Test
    void everyOtherCharacterAnywhereIsAnotherValueOrRefused() {
        String alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789=-_ \n";
        Cid cid = Cid.parse(EMPTY);
        for (int i = 0; i < EMPTY.length(); i++) {
            for (int c = 0; c < alphabet.length(); c++) {
                String changed = EMPTY.substring(0, i) + alphabet.charAt(c) + EMPTY.substring(i + 1);
                if (!changed.equals(EMPTY)) {
                    assertOtherOrRefused(changed, cid);
                }
            }
        }
    }

    @Test
    void refusesOtherWritingsOfTheSameValue() {
        String digits = EMPTY.substring(1);
        for (String text : List.of(
                "",
                "b",
                digits,
                "B" + digits.toUpperCase(Locale.ROOT),
                "b" + digits.toUpperCase(Locale.ROOT),
                EMPTY + "a",
                EMPTY + "aa",
                EMPTY + "=",
                EMPTY + "======",
                " " + EMPTY,
                EMPTY.substring(0, 58),
                "f015512 20".replace(" ", "") + "00".repeat(32),
                "b" + "a".repeat(200),
                "QmbFMke1KXqnYyBBWxB74N4c5SBnJMVAiMNRcGu6x1AwQH")) {
            assertThatThrownBy(() -> Cid.parse(text)).as(text).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void refusesOtherVersionsCodecsAndHashes(int position) {
        byte[] bytes = Cid.ofRaw(new byte[0]).bytes();
        int lawful = 0;
        for (int value = 0; value < 256; value++) {
            byte[] changed = bytes.clone();
            changed[position] = (byte) value;
            try {
                assertThat(Cid.of(changed).bytes()).isEqualTo(changed);
                lawful++;
            } catch (IllegalArgumentException expected) {
                assertThat(expected).hasMessageNotContaining("null");
            }
        }
        assertThat(lawful).isEqualTo(position == 1 ? 2 : 1);
    }

    @Test
    void refusesOtherLengths() {
        assertThatThrownBy(() -> Cid.of(new byte[35])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Cid.of(new byte[37])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Cid.of(new byte[0])).isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertOtherOrRefused(String text, Cid cid) {
        try {
            assertThat(Cid.parse(text)).isNotEqualTo(cid).hasToString(text);
        } catch (IllegalArgumentException expected) {
            assertThat(expected).hasMessageNotContaining("null");
        }
    }
}
