/** The "traditional system" that the source paper compares itself with: one central database, here PostgreSQL. */
@NullMarked
package carnet.benchmarks.central;

import org.jspecify.annotations.NullMarked;
