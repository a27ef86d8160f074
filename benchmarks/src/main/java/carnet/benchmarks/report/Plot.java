package carnet.benchmarks.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Curves over the number of files. */
final class Plot {
    static final int WIDTH = 1100;
    static final int HEIGHT = 560;

    private static final Color GRID = new Color(0xDDDDDD);
    private static final int MARK = 8;
    private static final double MOST_FILES = 300;

    private final XYChart chart;
    private final List<Double> heights = new ArrayList<>();
    private final SortedSet<Double> places = new TreeSet<>();
    private final boolean logarithmic;
    private int hidden;

    /**
     * A point of a curve.
     *
     * @param x files
     * @param y what is drawn as the line
     * @param low lower end of the bar
     * @param high upper end of it
     * @param top what is drawn as a dotted line, or NaN
     */
    record Point(double x, double y, double low, double high, double top) {
        static Point of(double x, double y) {
            return new Point(x, y, y, y, Double.NaN);
        }
    }

    /** Begins a plot with straight or logarithmic axes. */
    Plot(String title, String xTitle, String yTitle, boolean logarithmic) {
        chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(xTitle)
                .yAxisTitle(yTitle)
                .build();
        this.logarithmic = logarithmic;
        AxesChartStyler styler = style(chart.getStyler());
        if (logarithmic) {
            styler.setXAxisLogarithmic(true).setYAxisLogarithmic(true);
            styler.setXAxisLogarithmicDecadeOnly(false).setYAxisLogarithmicDecadeOnly(false);
            styler.setXAxisTickLabelsFormattingFunction(Numbers::countTick);
            styler.setYAxisTickLabelsFormattingFunction(Numbers::tick);
        } else {
            styler.setXAxisMin(0.0).setYAxisMin(0.0);
        }
    }

    /** Gives any chart with axes our look. */
    static AxesChartStyler style(AxesChartStyler styler) {
        styler.setLocale(Locale.ROOT);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setChartPadding(12);
        styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 17));
        styler.setChartTitleBoxVisible(false).setChartTitlePadding(10);
        styler.setLegendPosition(LegendPosition.OutsideE);
        styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        styler.setLegendBorderColor(Color.WHITE);
        styler.setLegendSeriesLineLength(30);
        styler.setPlotBorderVisible(true);
        styler.setPlotBorderColor(Color.GRAY);
        styler.setMarkerSize(MARK);
        styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        styler.setPlotGridLinesColor(GRID).setPlotGridLinesStroke(new BasicStroke(1));
        return styler;
    }

    /** Adds measured points from left to right: a line with marks, bars for the intervals, dots for what is on top. */
    void curve(String label, Tone tone, List<Point> points) {
        XYSeries line = add(
                label,
                points.stream().map(Point::x).toList(),
                points.stream().map(Point::y).toList());
        line.setLineColor(tone.color()).setLineStyle(Tone.SOLID);
        line.setMarker(tone.marker()).setMarkerColor(tone.color());
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        for (Point point : points) {
            x.addAll(List.of(point.x(), point.x(), point.x()));
            y.addAll(List.of(point.low(), point.high(), Double.NaN));
        }
        hide(x, y, tone, Tone.SOLID);
        List<Point> topped =
                points.stream().filter(point -> !Double.isNaN(point.top())).toList();
        if (!topped.isEmpty()) {
            hide(
                            topped.stream().map(Point::x).toList(),
                            topped.stream().map(Point::top).toList(),
                            tone,
                            Tone.DOTTED)
                    .setMarker(topped.size() == 1 ? SeriesMarkers.CROSS : SeriesMarkers.NONE)
                    .setMarkerColor(tone.color());
        }
    }

    /** Adds a line that was not measured. */
    void line(String label, Tone tone, BasicStroke how, List<LinearFit.At> points) {
        XYSeries line = add(
                label,
                points.stream().map(LinearFit.At::x).toList(),
                points.stream().map(LinearFit.At::y).toList());
        line.setLineColor(tone.color()).setLineStyle(how);
        line.setMarker(SeriesMarkers.NONE);
    }

    /** Returns the highest value so far. */
    double highest() {
        return heights.stream().mapToDouble(Double::doubleValue).max().orElse(1);
    }

    /** Returns the picture. */
    XYChart chart() {
        if (logarithmic && places.size() == 1) {
            spread();
        }
        return chart;
    }

    /** Where all points stand above each other, logarithmic axes have neither length nor labels of their own. */
    private void spread() {
        double lowest = heights.stream().mapToDouble(Double::doubleValue).min().orElse(1);
        double floor = Math.floor(Math.log10(lowest));
        double ceiling = Math.max(floor + 1, Math.ceil(Math.log10(highest())));
        chart.getStyler().setXAxisMin(1.0).setXAxisMax(Math.max(MOST_FILES, places.first()));
        chart.getStyler().setYAxisMin(Math.pow(10, floor)).setYAxisMax(Math.pow(10, ceiling));
    }

    private XYSeries hide(List<Double> x, List<Double> y, Tone tone, BasicStroke how) {
        XYSeries series = add("hidden " + hidden++, x, y);
        series.setLineColor(tone.color()).setLineStyle(how);
        series.setMarker(SeriesMarkers.NONE);
        series.setShowInLegend(false);
        return series;
    }

    private XYSeries add(String label, List<Double> x, List<Double> y) {
        places.addAll(x);
        y.stream().filter(height -> !height.isNaN()).forEach(heights::add);
        return chart.addSeries(label, x, y);
    }
}
