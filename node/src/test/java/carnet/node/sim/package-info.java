/** A whole network in one thread: virtual time, seeded luck, faults, clients, a hostile node, and what must hold. */
@NullMarked
package carnet.node.sim;

import org.jspecify.annotations.NullMarked;
