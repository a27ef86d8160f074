/** The ordered key-value store: one RocksDB in production, sorted maps in the simulator. */
@NullMarked
package carnet.storage.kv;

import org.jspecify.annotations.NullMarked;
