/** What it costs to keep content blocks: bytes, flushes and time, by three ways to keep them. */
@NullMarked
package carnet.benchmarks.storage;

import org.jspecify.annotations.NullMarked;
