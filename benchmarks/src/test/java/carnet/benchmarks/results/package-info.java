@NullMarked
package carnet.benchmarks.results;

import org.jspecify.annotations.NullMarked;
