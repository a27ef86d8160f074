/** The chain's rows as values: what a key and a value look like in each column, read and written in one place. */
@NullMarked
package carnet.storage.chain;

import org.jspecify.annotations.NullMarked;
