/** The rules of the chain a second time, short and slow, for comparison: shares only the codec with production. */
@NullMarked
package carnet.node.model;

import org.jspecify.annotations.NullMarked;
