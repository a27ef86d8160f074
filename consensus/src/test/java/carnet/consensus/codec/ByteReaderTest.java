package carnet.consensus.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteReaderTest {
    @Test
    void integersAreBigEndianAndUnsigned() throws DecodeException {
        byte[] bytes = new ByteWriter()
                .u8(0xff)
                .u16(0xfffe)
                .u32(0xffff_fffdL)
                .u64(-4)
                .bool(true)
                .toBytes();
        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo("fffffefffffffdfffffffffffffffc01");
        ByteReader in = new ByteReader(bytes);
        assertThat(in.u8("a")).isEqualTo(0xff);
        assertThat(in.u16("b")).isEqualTo(0xfffe);
        assertThat(in.u32("c")).isEqualTo(0xffff_fffdL);
        assertThat(in.u64("d")).isEqualTo(-4);
        assertThat(in.bool("e")).isTrue();
        in.end();
    }

    @Test
    void aNegativeTimeSizeOrHeightIsRefused() {
        assertThatThrownBy(() -> new ByteReader(hex("8000000000000000")).nonNegative("height"))
                .isInstanceOf(DecodeException.class)
                .hasMessage("height is out of range");
    }

    @Test
    void aTruthValueIsZeroOrOne() {
        assertThatThrownBy(() -> new ByteReader(hex("02")).bool("present"))
                .isInstanceOf(DecodeException.class)
                .hasMessage("present must be 0 or 1");
    }

    @Test
    void aHugeLengthIsRefusedBeforeAnythingIsAllocated() {
        assertThatThrownBy(() -> new ByteReader(hex("ffffffff")).bytes("value", Integer.MAX_VALUE))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("limit");
        assertThatThrownBy(() -> new ByteReader(hex("7fffffff")).bytes("value", Integer.MAX_VALUE))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("cut off");
    }

    /** Overlong forms, a surrogate, above U+10FFFF, a lone continuation, a cut sequence. */
    @ParameterizedTest
    @ValueSource(strings = {"c080", "e08080", "eda080", "f4908080", "80", "e282"})
    void textIsStrictUtf8(String bytes) {
        assertThatThrownBy(
                        () -> new ByteReader(new ByteWriter().bytes(hex(bytes)).toBytes()).text("name", 10))
                .isInstanceOf(DecodeException.class)
                .hasMessage("name is not UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0200000000000000000000000000000000000000000000000000000000000000"
            })
    void aLowOrderNonCanonicalOrOffCurveKeyIsRefused(String key) {
        assertThatThrownBy(() -> new ByteReader(hex(key)).key("sender"))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("sender");
    }

    @Test
    void aContentIdentifierHasOneForm() {
        String digest = "00".repeat(32);
        for (String bytes : new String[] {"00551220", "01561220", "01551320", "0155121f"}) {
            assertThatThrownBy(() -> new ByteReader(hex(bytes + digest)).cid("payload"))
                    .isInstanceOf(DecodeException.class);
        }
    }

    @Test
    void aNumberHasItsShortestForm() throws DecodeException {
        for (String hex : new String[] {"0", "1", "7f", "80", "ff", "100", "ffffffffffffffffff"}) {
            BigInteger number = new BigInteger(hex, 16);
            byte[] bytes = new ByteWriter().number(number).toBytes();
            assertThat(bytes).hasSize(4 + (number.bitLength() + 7) / 8);
            assertThat(new ByteReader(bytes).number("work", 9)).isEqualTo(number);
        }
        assertThatThrownBy(() -> new ByteReader(hex("000000020001")).number("work", 9))
                .isInstanceOf(DecodeException.class)
                .hasMessage("work begins with a zero byte");
        assertThatThrownBy(() -> new ByteWriter().number(BigInteger.valueOf(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aValueThatDoesNotFitItsFieldIsNotWritten() {
        assertThatThrownBy(() -> new ByteWriter().u8(256)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ByteWriter().u16(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ByteWriter().u32(1L << 32)).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
