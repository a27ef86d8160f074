/** Who may mine a block and from when (Algorithm 2; SPEC, "Miner selection"). */
@NullMarked
package carnet.consensus.selection;

import org.jspecify.annotations.NullMarked;
