/** What the benchmarks measured, as one JSON file: written by whatever measures, read by whatever draws. */
@NullMarked
package carnet.benchmarks.results;

import org.jspecify.annotations.NullMarked;
