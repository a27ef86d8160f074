/** Root package of the {@code storage} module; see docs/ARCHITECTURE.md. */
@NullMarked
package carnet.storage;

import org.jspecify.annotations.NullMarked;
