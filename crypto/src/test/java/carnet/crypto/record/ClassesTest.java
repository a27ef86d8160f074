package carnet.crypto.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassesTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "2, 1", "3, 2", "4, 2", "5, 3", "1048576, 20", "1048577, 21", "1099511627776, 40"})
    void sizeClassIsTheSmallestThatHoldsTheFile(long cipherBytes, int exponent) {
        assertThat(SizeClass.of(cipherBytes)).isEqualTo(new SizeClass(exponent));
        assertThat(SizeClass.of(cipherBytes).maxBytes()).isGreaterThanOrEqualTo(cipherBytes);
    }

    @Test
    void sizeClassesHaveBounds() {
        assertThatIllegalArgumentException().isThrownBy(() -> SizeClass.of((1L << 40) + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> SizeClass.of(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new SizeClass(41));
        assertThatIllegalArgumentException().isThrownBy(() -> new SizeClass(-1));
    }

    @ParameterizedTest
    @CsvSource({
        "image/png, PICTURE",
        "IMAGE/JPEG, PICTURE",
        "image/svg+xml, PICTURE",
        "video/mp4, VIDEO",
        "application/pdf, TEXT",
        "text/csv, TEXT",
        "application/vnd.oasis.opendocument.text, TEXT",
        "application/ubl+xml, TEXT",
        "application/zip, OTHER",
        "audio/ogg, OTHER"
    })
    void recordClassIsGuessedByMediaType(String mediaType, RecordClass guess) {
        assertThat(RecordClass.guess(mediaType)).isEqualTo(guess);
    }

    @Test
    void recordClassesKeepTheirNumbers() {
        assertThat(RecordClass.values()).extracting(RecordClass::code).containsExactly(1, 2, 3, 4);
        for (RecordClass each : RecordClass.values()) {
            assertThat(RecordClass.ofCode(each.code())).contains(each);
        }
        assertThat(RecordClass.ofCode(0)).isEmpty();
        assertThat(RecordClass.ofCode(5)).isEmpty();
    }
}
