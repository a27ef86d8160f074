/** Other systems that take files of the same sizes: what they have in common, and how they are measured in turn. */
@NullMarked
package carnet.benchmarks.rival;

import org.jspecify.annotations.NullMarked;
