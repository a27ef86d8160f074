package carnet.storage.content;

import carnet.crypto.cid.Cid;
import carnet.crypto.hash.Hash;
import carnet.storage.kv.Entry;
import java.util.List;
import java.util.function.Predicate;

/** One stretch of the walk over all blocks, in order of their digests; the place to go on is kept in the index. */
final class Scrub {
    private static final byte[] START = {};

    private final ContentIndex index;
    private final Predicate<Cid> isDamaged;
    private int blocks;
    private int damaged;
    private long bytes;

    /** {@code isDamaged} reads a block, and forgets and reports a damaged one. */
    Scrub(ContentIndex index, Predicate<Cid> isDamaged) {
        this.index = index;
        this.isDamaged = isDamaged;
    }

    ScrubReport run(long maxBytes) {
        byte[] cursor = index.scrubPosition();
        while (bytes < maxBytes) {
            List<Entry> page = index.page(cursor);
            if (page.isEmpty()) {
                index.scrubPosition(START);
                return new ScrubReport(blocks, bytes, damaged, true);
            }
            for (Entry row : page) {
                check(row);
                cursor = ContentIndex.after(row.key());
                if (bytes >= maxBytes) {
                    break;
                }
            }
        }
        index.scrubPosition(cursor);
        return new ScrubReport(blocks, bytes, damaged, false);
    }

    private void check(Entry row) {
        Location at = Location.of(row.value());
        blocks++;
        bytes += at.length();
        if (isDamaged.test(new Cid(at.codec(), Hash.of(row.key())))) {
            damaged++;
        }
    }
}
