/** What nodes and members show of themselves, signed by themselves (SPEC, "Cards"). */
@NullMarked
package carnet.consensus.card;

import org.jspecify.annotations.NullMarked;
