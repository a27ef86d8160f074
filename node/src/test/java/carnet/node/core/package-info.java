/** Parts of the core, each driven through its own few methods. */
@NullMarked
package carnet.node.core;

import org.jspecify.annotations.NullMarked;
