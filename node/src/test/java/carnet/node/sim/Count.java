package carnet.node.sim;

import java.util.Locale;

/** What a run counts. */
enum Count {
    MESSAGES,
    LOST,
    DUPLICATED,
    REORDERED,
    CHUNK_REQUESTS,
    CHUNK_FAILURES,
    PARTITIONS,
    HALF_OPEN_LINKS,
    CRASHES,
    KILL_POINTS,
    RESTARTS,
    FULL_DISKS,
    FULL_WRITES,
    CLOCK_STEPS,
    SUBMITTED,
    ACCEPTED,
    KNOWN,
    REFUSED,
    BUSY,
    BAD_SUBMITTED,
    DROPPED,
    RECORDS_HELD,
    BLOCKS,
    STALE_BLOCKS,
    REORGS,
    HOSTILE_MESSAGES,
    HOSTILE_BANS,
    DISCONNECTS,
    CHECKS;

    /** Returns the name for people. */
    String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
