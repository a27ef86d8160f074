package carnet.benchmarks.results;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of one burst.
 *
 * @param millis the times of the records that came through, by clock
 * @param failures how many did not
 * @param problem what was wrong with one of them
 * @param cost what it used
 */
public record Outcome(Map<Clock, List<Double>> millis, int failures, @Nullable String problem, Cost cost) {}
