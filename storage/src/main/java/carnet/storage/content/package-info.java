/** The content store: blocks of bytes by their content identifier. */
@NullMarked
package carnet.storage.content;

import org.jspecify.annotations.NullMarked;
