/** Root package of the {@code consensus} module; see docs/ARCHITECTURE.md. */
@NullMarked
package carnet.consensus;

import org.jspecify.annotations.NullMarked;
