/** Runs what the core decided, in the one safe order: commit, send, mine, publish. */
@NullMarked
package carnet.node.run;

import org.jspecify.annotations.NullMarked;
