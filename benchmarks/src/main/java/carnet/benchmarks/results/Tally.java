package carnet.benchmarks.results;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gathers the outcomes of equal bursts of one system. */
public final class Tally {
    private final String system;
    private final String setting;
    private final Map<Point, Sum> sums = new LinkedHashMap<>();

    /** Begins with nothing; {@code system} and {@code setting} are those of {@link Burst}. */
    public Tally(String system, String setting) {
        this.system = system;
        this.setting = setting;
    }

    /**
     * What makes bursts equal.
     *
     * @param kind what was put
     * @param fileBytes size of each file
     * @param files how many at once
     * @param first whether it was the first one after a start
     */
    public record Point(Kind kind, long fileBytes, int files, boolean first) {}

    private static final class Sum {
        private int repeats;
        private int failures;
        private final Map<Clock, List<List<Double>>> values = new EnumMap<>(Clock.class);
        private final Map<Clock, List<Double>> lasts = new EnumMap<>(Clock.class);
        private final List<Cost> costs = new ArrayList<>();
    }

    /** Adds what became of one burst. */
    public void add(Point point, Outcome outcome) {
        Sum sum = sums.computeIfAbsent(point, key -> new Sum());
        sum.repeats++;
        sum.failures += outcome.failures();
        if (!outcome.millis().isEmpty()) {
            sum.costs.add(outcome.cost());
        }
        outcome.millis().forEach((clock, millis) -> {
            sum.values.computeIfAbsent(clock, key -> new ArrayList<>()).add(millis);
            sum.lasts.computeIfAbsent(clock, key -> new ArrayList<>()).add(Collections.max(millis));
        });
    }

    /** Returns how many records failed. */
    public int failures() {
        return sums.values().stream().mapToInt(sum -> sum.failures).sum();
    }

    /** Returns a burst for each point, in the order in which they were first added. */
    public List<Burst> bursts() {
        List<Burst> bursts = new ArrayList<>();
        sums.forEach((point, sum) -> {
            Map<Clock, Timing> clocks = new EnumMap<>(Clock.class);
            sum.values.forEach((clock, values) -> clocks.put(
                    clock,
                    new Timing(
                            Quantiles.ofGroups(values), Quantiles.of(Objects.requireNonNull(sum.lasts.get(clock))))));
            bursts.add(new Burst(
                    system,
                    setting,
                    point.kind(),
                    point.fileBytes(),
                    point.files(),
                    point.first(),
                    sum.repeats,
                    sum.failures,
                    clocks,
                    median(sum.costs)));
        });
        return bursts;
    }

    private static Cost median(List<Cost> costs) {
        return new Cost(
                middle(costs, Cost::serverCpuMillis),
                middle(costs, Cost::clientCpuMillis),
                whole(middle(costs, cost -> number(cost.sourceSentBytes()))),
                whole(middle(costs, cost -> number(cost.allSentBytes()))),
                whole(middle(costs, cost -> number(cost.writtenBytes()))),
                whole(middle(costs, cost -> number(cost.sourceFlushes()))),
                whole(middle(costs, cost -> number(cost.mostFlushes()))),
                highest(costs));
    }

    private static @Nullable Long highest(List<Cost> costs) {
        Long highest = null;
        for (Cost cost : costs) {
            Long bytes = cost.highestResidentBytes();
            if (bytes != null) {
                highest = highest == null ? bytes : Long.valueOf(Math.max(highest, bytes));
            }
        }
        return highest;
    }

    @Nullable
    private static Double number(@Nullable Long value) {
        return value == null ? null : Double.valueOf(value);
    }

    @Nullable
    private static Long whole(@Nullable Double value) {
        return value == null ? null : Long.valueOf(Math.round(value));
    }

    @Nullable
    private static Double middle(List<Cost> costs, Function<Cost, @Nullable Double> part) {
        List<Double> values = new ArrayList<>();
        for (Cost cost : costs) {
            Double value = part.apply(cost);
            if (value != null) {
                values.add(value);
            }
        }
        if (values.isEmpty()) {
            return null;
        }
        return Quantiles.median(values);
    }
}
