package carnet.node.service;

import carnet.consensus.ledger.LedgerReader;
import carnet.consensus.tx.PutRecord;
import carnet.consensus.tx.RecordContent;
import carnet.crypto.cid.Cid;
import carnet.node.core.Effects;
import carnet.node.core.NodeCore;
import carnet.node.run.NodeLoop;
import carnet.storage.chain.ChainReader;
import carnet.storage.chain.WantedRecord;
import carnet.storage.content.ContentStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which blocks belong to records. Those of a record that is held wait for none any more; those of a record that ended
 * without a block are kept for a week and then removed (RULES 19).
 */
final class RecordBlocks {
    /** A record that nobody gave for as long as this is waited for no more by blocks that no record names. */
    private static final long PATIENCE_MILLIS = Uploads.KEEP_ENDED_MILLIS;

    /** One sweep removes blocks for no longer, since each asks for all records that are fetched. */
    private static final long SWEEP_MILLIS = 60_000;

    private static final long CLAIM_NANOS = 10_000_000;

    /** Records, or blocks, looked at together. */
    private static final int PAGE = 1_000;

    private final ContentStore content;
    private final Uploads uploads;
    private final ChainReader stored;
    private final NodeLoop loop;
    private final LongSupplier clockMillis;
    private final AtomicInteger claimsWaiting = new AtomicInteger();
    private volatile boolean sweeping;

    RecordBlocks(ContentStore content, Uploads uploads, ChainReader stored, NodeLoop loop, LongSupplier clockMillis) {
        this.content = content;
        this.uploads = uploads;
        this.stored = stored;
        this.loop = loop;
        this.clockMillis = clockMillis;
    }

    /** A record is held, which {@link #onHeld} is told later: until then no block is removed. */
    void expectHeld() {
        claimsWaiting.incrementAndGet();
    }

    /** A record is held. */
    void onHeld(RecordContent record) {
        try {
            if (uploads.isAnyWaiting()) {
                claim(record);
            }
        } finally {
            claimsWaiting.decrementAndGet();
        }
    }

    /**
     * A record ended without a block, or that was found later: a crash may have come between. What is pending may name it
     * still, which the core knows: then it goes on to be held, and what is noted here means nothing.
     */
    void onEnded(RecordContent record) {
        if (isNamed(record)) {
            return;
        }
        ContentCheck present = new ContentCheck(content);
        for (Cid root : List.of(record.payloadCid(), record.keyBoxCid())) {
            if (!isNamed(root)) {
                present.visitPresent(root, PutRecord.MAX_SIZE_CLASS, uploads::keepEnded, content::remove);
            }
        }
        loop.submit((NodeCore core, long nowMillis, Effects fx) -> core.onUnnamed(record, nowMillis, fx));
    }

    /** Removes blocks that belonged to no record for too long; returns whether all of them went. */
    boolean sweep() {
        forEach(stored::heldAfter, record -> {
            if (!isNamed(record.content())) {
                onEnded(record.content());
            }
            return true;
        });
        List<Cid> overdue = uploads.overdue();
        if (overdue.isEmpty()) {
            return true;
        }
        sweeping = true;
        try {
            return remove(overdue);
        } finally {
            sweeping = false;
        }
    }

    /** Removes nothing while an inner node of a held record is lost: which blocks lie below it is not known then. */
    private boolean remove(List<Cid> overdue) {
        if (!isAtRest() || !forEach(stored::heldAfter, record -> claim(record.content()))) {
            return false;
        }
        forEach(stored::wantedAfter, record -> {
            claim(record.content());
            return true;
        });
        long untilMillis = clockMillis.getAsLong() + SWEEP_MILLIS;
        return uploads.remove(overdue, () -> mayRemove(untilMillis));
    }

    /** Waits until the blocks of all records that are held are claimed; returns false when one is fetched or the time is up. */
    private boolean mayRemove(long untilMillis) {
        while (clockMillis.getAsLong() < untilMillis && !Thread.currentThread().isInterrupted() && isAtRest()) {
            if (claimsWaiting.get() == 0) {
                return true;
            }
            LockSupport.parkNanos(CLAIM_NANOS);
        }
        return false;
    }

    /** Returns whether a sweep waits for what is told here. */
    boolean isSweeping() {
        return sweeping;
    }

    /**
     * Returns whether no record is fetched now: which blocks such a one names is not known before it is here. One that
     * nobody has given for long keeps nothing but the blocks that it is known to name.
     */
    private boolean isAtRest() {
        long sinceMillis = clockMillis.getAsLong() - PATIENCE_MILLIS;
        return forEach(stored::wantedAfter, record -> record.sinceMillis() < sinceMillis);
    }

    private interface Listing {
        List<WantedRecord> after(@Nullable RecordContent previous, int limit);
    }

    /** Visits records until the visitor says no; returns whether it never did. */
    private static boolean forEach(Listing listing, Predicate<WantedRecord> visitor) {
        RecordContent previous = null;
        List<WantedRecord> page;
        do {
            page = listing.after(previous, PAGE);
            for (WantedRecord record : page) {
                previous = record.content();
                if (!visitor.test(record)) {
                    return false;
                }
            }
        } while (page.size() == PAGE);
        return true;
    }

    /** Returns whether all inner nodes are here. */
    private boolean claim(RecordContent record) {
        List<Cid> named = new ArrayList<>(List.of(record.keyBoxCid()));
        boolean innerHere = new ContentCheck(content)
                .visitPresent(
                        record.payloadCid(),
                        PutRecord.MAX_SIZE_CLASS,
                        (cid, sizeBytes) -> {
                            named.add(cid);
                            if (named.size() >= PAGE) {
                                uploads.claim(named);
                                named.clear();
                            }
                        },
                        missing -> {});
        uploads.claim(named);
        return innerHere;
    }

    private boolean isNamed(RecordContent record) {
        return isNamed(record.payloadCid()) && isNamed(record.keyBoxCid());
    }

    private boolean isNamed(Cid cid) {
        return new LedgerReader(stored.state()).contentOwner(cid) != null;
    }
}
