/** The search for nonces on threads of its own, and the choice of the fastest way to hash. */
@NullMarked
package carnet.node.miner;

import org.jspecify.annotations.NullMarked;
