@NullMarked
package carnet.storage.kv;

import org.jspecify.annotations.NullMarked;
