@NullMarked
package carnet.benchmarks.figures;

import org.jspecify.annotations.NullMarked;
