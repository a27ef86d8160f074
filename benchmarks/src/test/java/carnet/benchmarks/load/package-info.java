@NullMarked
package carnet.benchmarks.load;

import org.jspecify.annotations.NullMarked;
