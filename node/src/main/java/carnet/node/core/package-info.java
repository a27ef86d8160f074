/** The node without I/O: one single-threaded state machine, events in, effects out. */
@NullMarked
package carnet.node.core;

import org.jspecify.annotations.NullMarked;
