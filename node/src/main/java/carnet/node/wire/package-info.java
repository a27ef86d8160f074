/** What nodes say to each other over the CONTROL connection, byte for byte (SPEC, "Peer messages"). */
@NullMarked
package carnet.node.wire;

import org.jspecify.annotations.NullMarked;
