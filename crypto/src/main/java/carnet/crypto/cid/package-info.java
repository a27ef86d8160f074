/** Content identifiers and the UnixFS tree that IPFS gives the same bytes (SPEC, "Content identifiers"). */
@NullMarked
package carnet.crypto.cid;

import org.jspecify.annotations.NullMarked;
