package carnet.benchmarks.load;

import carnet.benchmarks.results.Burst;
import carnet.benchmarks.results.Kind;
import java.util.List;

/** A system that takes bursts: it starts anew in each round and ends before the next one starts. */
public interface Contender {
    /** Returns whether it can take what is of a kind. */
    boolean takes(Kind kind);

    /**
     * Starts, warms up, takes one burst of each point in this order, and ends.
     *
     * @param clients how many files of a burst are under way at once
     */
    void round(List<Rounds.Point> points, int clients) throws Exception;

    /** Returns what was measured in all rounds. */
    List<Burst> bursts();
}
