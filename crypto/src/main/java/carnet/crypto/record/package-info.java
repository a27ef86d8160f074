/** The names and secrets of one record: HashID, salt, key box, class and size class (SPEC, "Record"). */
@NullMarked
package carnet.crypto.record;

import org.jspecify.annotations.NullMarked;
