package carnet.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SafeTextTest {
    @Test
    void whatCouldDriveATerminalIsWrittenOut() {
        assertThat(SafeText.of("\u001b]0;title\u0007")).isEqualTo("\\u001b]0;title\\u0007");
        assertThat(SafeText.of("a\r\nb\tc\u007f\u009b")).isEqualTo("a\\u000d\\u000ab\\u0009c\\u007f\\u009b");
        assertThat(SafeText.of("invoice\u202egpj.exe")).isEqualTo("invoice\\u202egpj.exe");
        assertThat(SafeText.of("\u2028\u2066\ud800")).isEqualTo("\\u2028\\u2066\\ud800");
        assertThat(SafeText.of("\udb40\udc01")).isEqualTo("\\u{e0001}");
    }

    @Test
    void ordinaryTextOfAnyLanguageStays() {
        String text = "发票 Rechnung №7 €12 😀";
        assertThat(SafeText.of(text)).isEqualTo(text);
    }

    @Test
    void theNearestNameIsFoundButNotAFarOne() {
        List<String> names = List.of("put", "list", "status", "get");
        assertThat(Nearest.of("stauts", names)).isEqualTo("status");
        assertThat(Nearest.of("lst", names)).isEqualTo("list");
        assertThat(Nearest.of("gte", names)).isEqualTo("get");
        assertThat(Nearest.of("upload", names)).isNull();
        assertThat(Nearest.of("", names)).isNull();
    }
}
