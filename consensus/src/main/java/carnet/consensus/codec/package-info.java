/** The one binary codec of wire and disk (SPEC, "Codec"): big-endian, fixed widths, bounded lengths, one encoding per value. */
@NullMarked
package carnet.consensus.codec;

import org.jspecify.annotations.NullMarked;
