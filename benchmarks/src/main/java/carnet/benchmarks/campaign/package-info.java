/** Kills nodes of a running network at random moments and checks that nothing accepted is ever lost. */
@NullMarked
package carnet.benchmarks.campaign;

import org.jspecify.annotations.NullMarked;
