/** The file that makes a network, block 0 and the state after it (SPEC, "Genesis"). */
@NullMarked
package carnet.consensus.genesis;

import org.jspecify.annotations.NullMarked;
