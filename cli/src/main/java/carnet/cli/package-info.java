/** Root package of the {@code cli} module; see docs/ARCHITECTURE.md. */
@NullMarked
package carnet.cli;

import org.jspecify.annotations.NullMarked;
