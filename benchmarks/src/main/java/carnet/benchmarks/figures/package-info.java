/** Measures a network of five nodes on this machine and sets what was measured beside what is aimed at. */
@NullMarked
package carnet.benchmarks.figures;

import org.jspecify.annotations.NullMarked;
