/** Searches on real threads; the self-test on a clock that the test moves. */
@NullMarked
package carnet.node.miner;

import org.jspecify.annotations.NullMarked;
