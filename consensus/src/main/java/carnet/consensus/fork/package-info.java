/** The total order over valid blocks (SPEC, "Fork choice"). */
@NullMarked
package carnet.consensus.fork;

import org.jspecify.annotations.NullMarked;
