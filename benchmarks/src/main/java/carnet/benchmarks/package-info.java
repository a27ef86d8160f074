/** Root package of the {@code benchmarks} module; see docs/ARCHITECTURE.md. */
@NullMarked
package carnet.benchmarks;

import org.jspecify.annotations.NullMarked;
