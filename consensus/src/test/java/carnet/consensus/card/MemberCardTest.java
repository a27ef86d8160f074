package carnet.consensus.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.consensus.SmallNetwork;
import carnet.consensus.codec.ByteReader;
import carnet.consensus.codec.ByteWriter;
import carnet.consensus.codec.DecodeException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemberCardTest {
    private static final MemberCard CARD = SmallNetwork.card(SmallNetwork.key("alice"), MemberRole.MEMBER);

    @Test
    void everyChangedByteBreaksTheSignatureOrTheForm() {
        byte[] bytes = bytes(CARD);
        assertThat(CARD.signatureHolds()).isTrue();
        for (int at = 0; at < bytes.length; at++) {
            byte[] changed = bytes.clone();
            changed[at] ^= 1;
            try {
                assertThat(MemberCard.read(new ByteReader(changed)).signatureHolds())
                        .as("byte %d", at)
                        .isFalse();
            } catch (DecodeException expected) {
                // The form is broken.
            }
        }
    }

    /** Order 1 and 2, order 8, and 2^255 - 19, which is a second writing of zero. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
            })
    void aSealingKeyThatKeepsNoSecretIsRefused(String sealingKey) {
        byte[] bytes = bytes(CARD);
        System.arraycopy(HexFormat.of().parseHex(sealingKey), 0, bytes, 32, 32);
        assertThatThrownBy(() -> MemberCard.read(new ByteReader(bytes)))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("sealing key");
    }

    private static byte[] bytes(MemberCard card) {
        ByteWriter out = new ByteWriter();
        card.write(out);
        return out.toBytes();
    }
}
