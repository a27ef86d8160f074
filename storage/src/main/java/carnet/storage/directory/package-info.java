/** What concerns the data directory as a whole: who owns it, and making its entries durable. */
@NullMarked
package carnet.storage.directory;

import org.jspecify.annotations.NullMarked;
