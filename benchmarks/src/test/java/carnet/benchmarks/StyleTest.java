package carnet.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What readers of the whole tree may rely on. It stands in the last module, so that the others build without it. */
class StyleTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final int MAX_LINES = 350;

    /** Put together, so that this file does not find itself. */
    private static final Pattern UNFINISHED = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");

    @Test
    void noJavaFileIsLongerThanOneCanReadAtOnce() {
        List<String> tooLong = files(path -> path.contains("/src/main/") && path.endsWith(".java"))
                .filter(file -> text(file).lines().count() > MAX_LINES)
                .map(StyleTest::name)
                .toList();
        assertThat(tooLong).as("files of more than %d lines", MAX_LINES).isEmpty();
    }

    @Test
    void nothingIsLeftUnfinished() {
        List<String> unfinished = files(path -> path.matches(".*\\.(java|xml|md|sh|json|properties|yml)"))
                .filter(file -> UNFINISHED.matcher(text(file)).find())
                .map(StyleTest::name)
                .toList();
        assertThat(unfinished).isEmpty();
    }

    private static Stream<Path> files(Predicate<String> wanted) {
        try (Stream<Path> all = Files.walk(ROOT)) {
            List<Path> found = all.filter(Files::isRegularFile)
                    .filter(file -> !name(file).matches("(.*/)?(target|\\.git)/.*"))
                    .filter(file -> wanted.test("/" + name(file)))
                    .sorted()
                    .toList();
            assertThat(found).as("files under %s", ROOT).isNotEmpty();
            return found.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path file) {
        return ROOT.relativize(file).toString().replace('\\', '/');
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
