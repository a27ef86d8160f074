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
    private final Queries queries;
    private final NodeLoop loop;

    RecordBlocks(ContentStore content, Uploads uploads, ChainReader stored, Queries queries, NodeLoop loop) {
        this.content = content;
        this.uploads = uploads;
        this.stored = stored;
        this.queries = queries;
        this.loop = loop;
    }

    /** A record is held. */
    void onHeld(RecordContent record) {
        if (uploads.isAnyWaiting()) {
            uploads.claim(List.of(record.keyBoxCid()));
            new ContentCheck(content)
                    .visitPresent(
                            record.payloadCid(),
                            PutRecord.MAX_SIZE_CLASS,
                            (cid, sizeBytes) -> uploads.claim(List.of(cid)));
        }
    }

    /** A record ended without a block, or that was found later: a crash may have come between. */
    void onEnded(RecordContent record) {
        if (isNamed(record)) {
            return;
        }
        ContentCheck present = new ContentCheck(content);
        for (Cid root : List.of(record.payloadCid(), record.keyBoxCid())) {
            if (!isNamed(root)) {
                present.visitPresent(root, PutRecord.MAX_SIZE_CLASS, uploads::keepEnded);
            }
        }
        loop.submit((NodeCore core, long nowMillis, Effects fx) -> core.onUnnamed(record, nowMillis, fx));
    }

    /** Removes blocks that belonged to no record for too long. */
    void sweep() {
        boolean overdue = uploads.isAnyOverdue();
        RecordContent previous = null;
        List<WantedRecord> page;
        do {
            page = stored.heldAfter(previous, PAGE);
            for (WantedRecord record : page) {
                previous = record.content();
                if (!isNamed(previous)) {
                    onEnded(previous);
                } else if (overdue) {
                    onHeld(previous);
                }
            }
        } while (page.size() == PAGE);
        if (overdue) {
            uploads.sweep();
        }
    }

    private boolean isNamed(RecordContent record) {
        return (isNamed(record.payloadCid()) && isNamed(record.keyBoxCid()))
                || queries.askCore(core -> core.isNamedByPending(record));
    }

    private boolean isNamed(Cid cid) {
        return new LedgerReader(stored.state()).contentOwner(cid) != null;
    }
}
