package carnet.storage.content;

import carnet.crypto.cid.Cid;
import carnet.crypto.hash.Hash;
import carnet.storage.kv.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds the full segment that is most worth rewriting, and the live blocks in it. */
final class Reclaim {
    private final Path directory;
    private final ContentIndex index;

    Reclaim(Path directory, ContentIndex index) {
        this.directory = directory;
        this.index = index;
    }

    /**
     * Returns the segment with the largest dead share among those before {@code active} of which at least half is
     * dead, or 0 when there is none.
     */
    int candidate(int active) throws IOException {
        int best = 0;
        double bestShare = 0.5;
        for (int segment : index.segmentsWithDeadBytes()) {
            Path path = SegmentFile.path(directory, segment);
            if (segment < active && Files.exists(path)) {
                double share =
                        (double) index.deadBytes(segment) / Math.max(1, Files.size(path) - SegmentFile.HEADER_BYTES);
                if (share >= bestShare) {
                    best = segment;
                    bestShare = share;
                }
            }
        }
        return best;
    }

    /** Returns the blocks whose rows name {@code segment}: at most what a segment holds, by a walk over all rows. */
    List<Cid> blocks(int segment) {
        List<Cid> blocks = new ArrayList<>();
        byte[] from = {};
        for (List<Entry> page = index.page(from); !page.isEmpty(); page = index.page(from)) {
            for (Entry row : page) {
                Location at = Location.of(row.value());
                if (at.segment() == segment) {
                    blocks.add(new Cid(at.codec(), Hash.of(row.key())));
                }
                from = ContentIndex.after(row.key());
            }
        }
        return blocks;
    }
}
