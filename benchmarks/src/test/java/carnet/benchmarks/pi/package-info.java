@NullMarked
package carnet.benchmarks.pi;

import org.jspecify.annotations.NullMarked;
