/** A member's or node's keys, the file they rest in, and sealing to a public key (SPEC, "Keys" and "Key file"). */
@NullMarked
package carnet.crypto.vault;

import org.jspecify.annotations.NullMarked;
