/** Vectors and fixed randomness for the tests. */
@NullMarked
package carnet.crypto.vectors;

import org.jspecify.annotations.NullMarked;
