/** A network of real node processes on this machine, with one member, for campaigns and figures. */
@NullMarked
package carnet.benchmarks.lab;

import org.jspecify.annotations.NullMarked;
