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
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which blocks belong to records. Those of a record that is held wait for none any more; those of a record that ended
 * without a block are kept for a week and then removed (RULES 19).
 */
final class RecordBlocks {
    /** Records looked at together. */
    private static final int PAGE = 1_000;

    private final ContentStore content;
    private final Uploads uploads;
    private final ChainReader stored;
    private final NodeLoop loop;

    RecordBlocks(ContentStore content, Uploads uploads, ChainReader stored, NodeLoop loop) {
        this.content = content;
        this.uploads = uploads;
        this.stored = stored;
        this.loop = loop;
    }

    /** A record is held. */
    void onHeld(RecordContent record) {
        if (uploads.isAnyWaiting()) {
            claim(record);
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

    /** Removes blocks that belonged to no record for too long. */
    void sweep() {
        forEach(stored::heldAfter, record -> {
            if (!isNamed(record)) {
                onEnded(record);
            }
        });
        List<Cid> overdue = uploads.overdue();
        if (!overdue.isEmpty() && isAtRest()) {
            forEach(stored::heldAfter, this::claim);
            uploads.remove(overdue, this::isAtRest);
        }
    }

    /** Returns whether no record is fetched now: which blocks such a one names is not known before it is here. */
    private boolean isAtRest() {
        return stored.wantedAfter(null, 1).isEmpty();
    }

    private interface Listing {
        List<WantedRecord> after(@Nullable RecordContent previous, int limit);
    }

    private static void forEach(Listing listing, Consumer<RecordContent> visitor) {
        RecordContent previous = null;
        List<WantedRecord> page;
        do {
            page = listing.after(previous, PAGE);
            for (WantedRecord record : page) {
                previous = record.content();
                visitor.accept(previous);
            }
        } while (page.size() == PAGE);
    }

    private void claim(RecordContent record) {
        uploads.claim(List.of(record.keyBoxCid()));
        new ContentCheck(content)
                .visitPresent(
                        record.payloadCid(),
                        PutRecord.MAX_SIZE_CLASS,
                        (cid, sizeBytes) -> uploads.claim(List.of(cid)),
                        missing -> {});
    }

    private boolean isNamed(RecordContent record) {
        return isNamed(record.payloadCid()) && isNamed(record.keyBoxCid());
    }

    private boolean isNamed(Cid cid) {
        return new LedgerReader(stored.state()).contentOwner(cid) != null;
    }
}
