package carnet.benchmarks.results;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Intervals of high quantiles of values that come in groups, such as the records of bursts: groups are drawn again, as many
 * as there are, with replacement, and the quantile is taken of what was drawn (the cluster bootstrap; Davison and Hinkley,
 * Bootstrap Methods and their Application, 1997, section 3.8). With ten groups such intervals are rather too narrow. The
 * draws are the same each time.
 */
final class Resampling {
    private static final int DRAWS = 1_000;
    private static final long SEED = 1;
    private static final double TAIL = 0.025;

    private record Value(double value, int group) {}

    private Resampling() {}

    /** Returns the 95 % interval of the quantile that {@code part} of all values do not exceed. */
    static Range interval(List<List<Double>> groups, double part) {
        List<Value> falling = new ArrayList<>();
        for (int group = 0; group < groups.size(); group++) {
            for (double value : groups.get(group)) {
                falling.add(new Value(value, group));
            }
        }
        falling.sort(Comparator.comparingDouble(Value::value).reversed());
        SplittableRandom random = new SplittableRandom(SEED);
        double[] drawn = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            drawn[draw] = quantile(groups, falling, part, random);
        }
        Arrays.sort(drawn);
        int tail = (int) (TAIL * DRAWS);
        return new Range(drawn[tail], drawn[DRAWS - 1 - tail]);
    }

    private static double quantile(
            List<List<Double>> groups, List<Value> falling, double part, SplittableRandom random) {
        int[] times = new int[groups.size()];
        long count = 0;
        for (int i = 0; i < times.length; i++) {
            int group = random.nextInt(times.length);
            times[group]++;
            count += groups.get(group).size();
        }
        long above = count - Math.max(1, (long) Math.ceil(part * count));
        for (Value value : falling) {
            above -= times[value.group()];
            if (above < 0) {
                return value.value();
            }
        }
        throw new IllegalArgumentException("no values");
    }
}
