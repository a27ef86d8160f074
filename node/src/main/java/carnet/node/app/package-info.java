/** The composition root: one process, read from the top down, plain {@code new}. */
@NullMarked
package carnet.node.app;

import org.jspecify.annotations.NullMarked;
