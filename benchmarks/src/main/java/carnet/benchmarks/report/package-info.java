/** Draws what was measured: pictures, tables and one page that opens from the disk. */
@NullMarked
package carnet.benchmarks.report;

import org.jspecify.annotations.NullMarked;
