package carnet.crypto.sign;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Keys that were decoded lately. Finding a key's point takes an eighth of the time of a verification, and a few members
 * and nodes sign most of what a node reads. Each key has one place, which the last one to come there holds: bounded, and
 * callers who choose their keys can only make others decode theirs again. Any thread may ask: keys are immutable, so one
 * that is missed because of a race is decoded once more.
 */
final class KnownKeys {
    private static final int PLACES = 2_048;

    private final @Nullable PublicKey[] places = new PublicKey[PLACES];

    /** Returns the key that has these bytes, or null when it was not seen lately. */
    @Nullable
    PublicKey find(byte[] bytes) {
        PublicKey there = places[placeOf(bytes)];
        return there != null && Arrays.equals(there.shared(), bytes) ? there : null;
    }

    void remember(PublicKey key) {
        places[placeOf(key.shared())] = key;
    }

    private static int placeOf(byte[] bytes) {
        return Arrays.hashCode(bytes) & (PLACES - 1);
    }
}
