@NullMarked
package carnet.benchmarks.function;

import org.jspecify.annotations.NullMarked;
