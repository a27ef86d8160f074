@NullMarked
package carnet.benchmarks.campaign;

import org.jspecify.annotations.NullMarked;
