@NullMarked
package carnet.benchmarks.rival;

import org.jspecify.annotations.NullMarked;
