@NullMarked
package carnet.benchmarks.report;

import org.jspecify.annotations.NullMarked;
