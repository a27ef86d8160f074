@NullMarked
package carnet.benchmarks.central;

import org.jspecify.annotations.NullMarked;
