/** The load generator: bursts, single puts, steady streams and reads against any network, and the clocks of each record. */
@NullMarked
package carnet.benchmarks.load;

import org.jspecify.annotations.NullMarked;
