/** Long campaigns of the simulator that every build runs briefly. */
@NullMarked
package carnet.benchmarks.simulation;

import org.jspecify.annotations.NullMarked;
