package carnet.benchmarks.results;

/**
 * One clock of the records of equal bursts.
 *
 * @param each the times of all records of all bursts, each from the start of its burst
 * @param last the time of each burst's last record
 */
public record Timing(Quantiles each, Quantiles last) {}
