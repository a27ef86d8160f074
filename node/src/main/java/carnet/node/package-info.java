/** Root package of the {@code node} module; see docs/ARCHITECTURE.md. */
@NullMarked
package carnet.node;

import org.jspecify.annotations.NullMarked;
