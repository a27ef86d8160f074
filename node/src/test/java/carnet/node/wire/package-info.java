/** Tests of what nodes say to each other. */
@NullMarked
package carnet.node.wire;

import org.jspecify.annotations.NullMarked;
