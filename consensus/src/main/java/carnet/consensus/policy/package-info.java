/** The policy list and the genesis that carries its first version (SPEC, "Policy list"). */
@NullMarked
package carnet.consensus.policy;

import org.jspecify.annotations.NullMarked;
