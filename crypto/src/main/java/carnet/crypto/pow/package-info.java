/** The search for a block's nonce: pure functions over the 84-byte header (SPEC, "Proof of work"). */
@NullMarked
package carnet.crypto.pow;

import org.jspecify.annotations.NullMarked;
