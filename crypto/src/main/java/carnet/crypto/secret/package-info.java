/** Secret bytes, randomness as an argument, and the symmetric primitives built on them (SPEC, "Primitives"). */
@NullMarked
package carnet.crypto.secret;

import org.jspecify.annotations.NullMarked;
