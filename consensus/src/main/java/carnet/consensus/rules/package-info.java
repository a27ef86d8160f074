/** Why a block is refused: one named check a rule, cheap before dear (SPEC, "Block rules"). */
@NullMarked
package carnet.consensus.rules;

import org.jspecify.annotations.NullMarked;
