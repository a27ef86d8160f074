package carnet.benchmarks.report;

import java.util.List;

/**
 * What the source paper says in the text of its section 5. Its figures have no readable scale, so these sentences are all
 * that can be drawn; its clock is not defined, and its machines were five Raspberry Pi 3B.
 */
final class Paper {
    /** "The upload and download of a file is less than 100 ms", of 1 to 5 MB. */
    static final double SINGLE_MILLIS = 100;

    /** "When less than 180 files, the response time is about 400 ms or less". */
    static final double PARALLEL_MILLIS = 400;

    /** "When the number of files is more than 180, the response time has increased rapidly". */
    static final double KNEE_FILES = 180;

    /** How far to the right the statement about one file is drawn, to be seen. */
    private static final double SINGLE_TO = 20;

    private Paper() {}

    /** Draws the statements, labelled as what they are; the knee as high as the plot. */
    static void draw(Plot plot, double lowest) {
        double top = Math.max(plot.highest(), PARALLEL_MILLIS);
        plot.line("paper's text: one file under 100 ms", Tone.GREY, Tone.DOTTED, level(SINGLE_MILLIS, SINGLE_TO));
        plot.line(
                "paper's text: about 400 ms to 180 files", Tone.GREY, Tone.DASHED, level(PARALLEL_MILLIS, KNEE_FILES));
        plot.line(
                "paper's text: rises fast beyond 180",
                Tone.GREY,
                Tone.SOLID,
                List.of(new LinearFit.At(KNEE_FILES, lowest), new LinearFit.At(KNEE_FILES, top)));
    }

    private static List<LinearFit.At> level(double millis, double files) {
        return List.of(new LinearFit.At(1, millis), new LinearFit.At(files, millis));
    }
}
