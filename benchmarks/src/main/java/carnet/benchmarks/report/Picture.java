package carnet.benchmarks.report;

import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.internal.chartpart.IChart;

/**
 * A drawn figure.
 *
 * @param name of its files, without their ending
 * @param title for people
 * @param png it as PNG
 * @param svg it as SVG; letters are outlines, so it looks the same everywhere
 */
record Picture(String name, String title, byte[] png, byte[] svg) {
    /** Beyond the hundredth of a pixel nobody sees a difference, and letters take half the room. */
    private static final Pattern DECIMALS = Pattern.compile("(\\.[0-9]{2})[0-9]+");

    /** Fails saying what to install when this Java cannot draw letters. */
    static void requireFonts() throws Failure {
        System.setProperty("java.awt.headless", "true");
        Throwable problem;
        try {
            new Font(Font.SANS_SERIF, Font.PLAIN, 12).getStringBounds("A", new FontRenderContext(null, true, true));
            return;
        } catch (LinkageError | InternalError | RuntimeException e) {
            problem = e;
        }
        throw new Failure(
                ExitCode.FAILED,
                "this Java finds no fonts to draw with (" + problem.getMessage() + ")",
                "Install fonts (Debian: apt install fontconfig fonts-dejavu-core libfreetype6)");
    }

    /** Draws it. */
    static Picture of(String name, String title, IChart chart) {
        try {
            String svg = new String(ChartEncoder.getBytes(chart, "svg"), StandardCharsets.UTF_8);
            return new Picture(
                    name,
                    title,
                    ChartEncoder.getBytes(chart, "png"),
                    DECIMALS.matcher(svg).replaceAll("$1").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes both. */
    void write(Path directory) throws IOException {
        Files.write(directory.resolve(name + ".png"), png);
        Files.write(directory.resolve(name + ".svg"), svg);
    }
}
