/** The state that all nodes compute: members and records; a block's effect as delta and undo (SPEC, "Ledger"). */
@NullMarked
package carnet.consensus.ledger;

import org.jspecify.annotations.NullMarked;
