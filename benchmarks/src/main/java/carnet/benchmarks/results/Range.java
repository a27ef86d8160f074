package carnet.benchmarks.results;

/** From where to where, both included, in milliseconds. */
record Range(double low, double high) {}
