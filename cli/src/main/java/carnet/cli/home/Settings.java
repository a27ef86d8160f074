package carnet.cli.home;

import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.cli.terminal.Nearest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A settings file: lines of {@code key = value}, empty lines and lines that begin with {@code #}. Every complaint names
 * file, line and reason.
 */
public final class Settings {
    /** Longest settings file, in bytes: a few dozen lines with comments. */
    private static final int MAX_BYTES = 64 * 1024;

    private final Path file;
    private final Map<String, Line> lines;

    private record Line(int number, String value) {}

    private Settings(Path file, Map<String, Line> lines) {
        this.file = file;
        this.lines = lines;
    }

    /** Reads {@code file}; refuses keys that are not in {@code known}. */
    public static Settings read(Path file, List<String> known) throws IOException, Failure {
        String text = new String(HomeFile.read(file, MAX_BYTES, "settings file"), StandardCharsets.UTF_8);
        Map<String, Line> lines = new LinkedHashMap<>();
        int number = 0;
        for (String raw : text.split("\n", -1)) {
            number++;
            String line = raw.strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            if (equals < 0) {
                throw problem(file, number, "'" + line + "' is not of the form key = value");
            }
            String key = line.substring(0, equals).strip();
            if (!known.contains(key)) {
                String nearest = Nearest.of(key, known);
                throw problem(
                        file,
                        number,
                        "unknown key '" + key + "'" + (nearest == null ? "" : "; did you mean '" + nearest + "'"));
            }
            Line before =
                    lines.put(key, new Line(number, line.substring(equals + 1).strip()));
            if (before != null) {
                throw problem(file, number, "'" + key + "' is set a second time, first in line " + before.number());
            }
        }
        return new Settings(file, lines);
    }

    /** Returns the text of a settings file with these values. */
    public static byte[] write(String comment, Map<String, String> values) {
        List<String> text = new ArrayList<>();
        text.add("# " + comment);
        values.forEach((key, value) -> text.add(key + " = " + value));
        return (String.join("\n", text) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Returns a value, or null when the key is not set. {@code reader} throws IllegalArgumentException with the reason. */
    public <T> @Nullable T find(String key, Function<String, T> reader) throws Failure {
        Line line = lines.get(key);
        if (line == null) {
            return null;
        }
        try {
            return reader.apply(line.value());
        } catch (IllegalArgumentException e) {
            throw problem(file, line.number(), key + ": " + e.getMessage());
        }
    }

    /** Returns a value that must be set. */
    public <T> T require(String key, Function<String, T> reader) throws Failure {
        T value = find(key, reader);
        if (value == null) {
            throw new Failure(ExitCode.USAGE, file + ": '" + key + "' is missing", "Add a line '" + key + " = ...'");
        }
        return value;
    }

    private static Failure problem(Path file, int line, String reason) {
        return new Failure(ExitCode.USAGE, file + " line " + line + ": " + reason, "Correct that line");
    }
}
