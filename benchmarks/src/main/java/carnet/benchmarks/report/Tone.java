package carnet.benchmarks.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * How a curve looks. The colours are those of Okabe and Ito and one of Tol's, which people with any colour vision tell
 * apart; each has a mark of its own too.
 *
 * @param color of line and mark
 * @param marker at each point
 */
record Tone(Color color, Marker marker) {
    static final Tone BLUE = new Tone(new Color(0x0072B2), SeriesMarkers.CIRCLE);
    static final Tone SKY = new Tone(new Color(0x56B4E9), SeriesMarkers.CROSS);

    /** For what was not measured. */
    static final Tone BLACK = new Tone(Color.BLACK, SeriesMarkers.NONE);

    /** For the same where black has another meaning. */
    static final Tone GREY = new Tone(new Color(0x767676), SeriesMarkers.NONE);

    static final BasicStroke SOLID = new BasicStroke(2);
    static final BasicStroke DASHED = stroke(9, 5);
    static final BasicStroke DOTTED = stroke(2, 4);

    private static final List<Tone> CURVES = List.of(
            BLUE,
            new Tone(new Color(0xD55E00), SeriesMarkers.SQUARE),
            new Tone(new Color(0x009E73), SeriesMarkers.DIAMOND),
            new Tone(new Color(0xCC79A7), SeriesMarkers.TRIANGLE_UP),
            new Tone(new Color(0xE69F00), SeriesMarkers.TRIANGLE_DOWN),
            SKY,
            new Tone(new Color(0x882255), SeriesMarkers.PLUS));

    /** Returns the tone of the curve with this number, from 0. */
    static Tone ofCurve(int number) {
        return CURVES.get(number % CURVES.size());
    }

    private static BasicStroke stroke(float dash, float gap) {
        float[] pattern = {dash, gap};
        return new BasicStroke(1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, pattern, 0);
    }
}
