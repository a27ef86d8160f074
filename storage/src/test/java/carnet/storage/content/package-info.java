@NullMarked
package carnet.storage.content;

import org.jspecify.annotations.NullMarked;
