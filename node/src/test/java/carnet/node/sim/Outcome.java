package carnet.node.sim;

import carnet.crypto.hash.Hash;
import org.jspecify.annotations.Nullable;

/**
 * What came of one seed.
 *
 * @param seed the seed
 * @param tally what was counted
 * @param trace hash over everything that happened; null when it ended early
 * @param virtualMillis how much virtual time passed
 * @param violation what did not hold, or null
 */
record Outcome(long seed, Tally tally, @Nullable Hash trace, long virtualMillis, @Nullable Violation violation) {}
