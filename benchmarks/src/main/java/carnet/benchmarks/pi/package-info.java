/** Raspberry Pis 3B emulated on one Linux machine: namespaces, shaped links, control groups; and a network on them. */
@NullMarked
package carnet.benchmarks.pi;

import org.jspecify.annotations.NullMarked;
