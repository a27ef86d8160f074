/** Networks of real nodes that campaigns and benchmarks use, and the member whose records they put. */
@NullMarked
package carnet.benchmarks.network;

import org.jspecify.annotations.NullMarked;
