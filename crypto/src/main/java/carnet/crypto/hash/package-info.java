/** SHA-256 values and the RFC 6962 Merkle tree. */
@NullMarked
package carnet.crypto.hash;

import org.jspecify.annotations.NullMarked;
