package carnet.cli.terminal;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Where a command reads and writes. Everything printed passes {@link SafeText}; colour and progress bars are for people
 * at a terminal only.
 *
 * @param in standard input
 * @param out results
 * @param err errors and progress
 * @param interactive whether a person sits in front of it
 * @param coloured whether colour is wanted as well
 */
public record Terminal(InputStream in, PrintStream out, PrintStream err, boolean interactive, boolean coloured) {
    /** A line's colour. */
    public enum Colour {
        /** All is well. */
        GREEN("\u001b[32m"),
        /** Not yet there. */
        YELLOW("\u001b[33m"),
        /** Something failed. */
        RED("\u001b[31m");

        private static final String OFF = "\u001b[0m";

        private final String on;

        Colour(String on) {
            this.on = on;
        }
    }

    /**
     * Returns the terminal of this process. The launcher asks for the plain console (-Djdk.console=java.base), which is
     * null unless both standard streams are a terminal, on JDK 22 to 24 as well.
     */
    @SuppressWarnings("SystemConsoleNull")
    public static Terminal ofProcess() {
        boolean interactive = System.console() != null;
        boolean coloured = interactive && System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM"));
        return new Terminal(
                System.in,
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8),
                interactive,
                coloured);
    }

    /** Prints one line of result. */
    public void line(String text) {
        out.println(SafeText.of(text));
    }

    /** Prints one line of result, in colour where there is colour. */
    public void line(Colour colour, String text) {
        out.println(coloured ? colour.on + SafeText.of(text) + Colour.OFF : SafeText.of(text));
    }

    /** Prints a formatted line of result. */
    public void format(String format, Object... arguments) {
        line(String.format(Locale.ROOT, format, arguments));
    }

    /** Prints one line to standard error: what is under way, not the result. */
    public void note(String text) {
        err.println(SafeText.of(text));
    }

    /** Prints the line "carnet: ..." to standard error. */
    public void error(String text) {
        String line = "carnet: " + SafeText.of(text);
        err.println(coloured ? Colour.RED.on + line + Colour.OFF : line);
    }
}
