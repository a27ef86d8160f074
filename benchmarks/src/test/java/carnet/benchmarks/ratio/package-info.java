@NullMarked
package carnet.benchmarks.ratio;

import org.jspecify.annotations.NullMarked;
