/** Tests of how a node is put together. */
@NullMarked
package carnet.node.app;

import org.jspecify.annotations.NullMarked;
