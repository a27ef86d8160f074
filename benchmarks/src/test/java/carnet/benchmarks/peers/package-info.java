@NullMarked
package carnet.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
