@NullMarked
package carnet.storage.directory;

import org.jspecify.annotations.NullMarked;
