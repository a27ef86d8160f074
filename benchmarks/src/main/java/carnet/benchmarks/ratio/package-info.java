/** Ratios of two speeds of one machine, which any machine can compare with what they should be. */
@NullMarked
package carnet.benchmarks.ratio;

import org.jspecify.annotations.NullMarked;
