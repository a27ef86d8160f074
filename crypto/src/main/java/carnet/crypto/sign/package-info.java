/** Ed25519 keys and signatures under one rule for every node (SPEC, "Signatures"). */
@NullMarked
package carnet.crypto.sign;

import org.jspecify.annotations.NullMarked;
