/** Header, seal, block and extended header, byte for byte as in SPEC, "Block". */
@NullMarked
package carnet.consensus.block;

import org.jspecify.annotations.NullMarked;
