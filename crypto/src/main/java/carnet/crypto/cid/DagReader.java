package carnet.crypto.cid;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file's leaves in order from a byte offset on and checks each block: that it is what its identifier names, that
 * its node is canonical, that its sizes are those that its parent declares, that all leaves lie equally deep. It holds one
 * node per level and visits only the nodes on the way. For one thread and one reading.
 */
public final class DagReader {
    private static final int UNKNOWN = -1;

    private final BlockSource source;
    private final long fromBytes;
    private final Deque<Step> steps = new ArrayDeque<>();
    private int leafDepth = UNKNOWN;

    /** A block to visit, and what its parent says of it; nobody says anything of the root. */
    private record Step(Cid cid, @Nullable DagSizes sizes, long offsetBytes, int depth) {}

    /**
     * Creates a reader of the file below {@code root} that begins at byte {@code fromBytes}.
     *
     * @throws IllegalArgumentException for a negative offset
     */
    public DagReader(Cid root, BlockSource source, long fromBytes) {
        if (fromBytes < 0) {
            throw new IllegalArgumentException("an offset is not negative");
        }
        this.source = source;
        this.fromBytes = fromBytes;
        steps.push(new Step(root, null, 0, 0));
    }

    /**
     * Returns the next leaf, the reason why there is none now, or {@link DagRead.End}. The first leaf is cut to begin at
     * the offset; an offset at or beyond the end gives the end.
     *
     * @throws IOException when the source failed
     */
    public DagRead next() throws IOException {
        while (!steps.isEmpty()) {
            Step step = steps.peek();
            byte[] block = source.get(step.cid());
            if (block == null) {
                return new DagRead.Missing(step.cid());
            }
            if (block.length > UnixFsProfile.MAX_BLOCK_BYTES || !step.cid().matches(block)) {
                return new DagRead.Damaged(step.cid());
            }
            String fault =
                    switch (step.cid().codec()) {
                        case RAW -> faultOfLeaf(step, block);
                        case DAG_PB -> enter(step, block);
                    };
            if (!fault.isEmpty()) {
                return new DagRead.Malformed(step.cid(), fault);
            }
            if (step.cid().codec() == Cid.Codec.RAW) {
                steps.pop();
                int skipped = (int) Math.min(block.length, Math.max(0, fromBytes - step.offsetBytes()));
                if (skipped < block.length) {
                    byte[] bytes = skipped == 0 ? block : Arrays.copyOfRange(block, skipped, block.length);
                    return new DagRead.Leaf(step.offsetBytes() + skipped, bytes);
                }
            }
        }
        return new DagRead.End();
    }

    private static String faultOfLeaf(Step step, byte[] block) {
        DagSizes sizes = step.sizes();
        boolean asDeclared = sizes == null || sizes.fileBytes() == block.length;
        return asDeclared ? "" : "the leaf has another size than its parent declares";
    }

    /** Replaces {@code step} by its children and returns "", or returns what is wrong and changes nothing. */
    private String enter(Step step, byte[] block) {
        DagNode node;
        try {
            node = DagNode.decode(block);
        } catch (MalformedNodeException e) {
            return "the node is refused: " + e.getMessage();
        }
        if (step.sizes() != null && !node.sizes().equals(step.sizes())) {
            return "the node has other sizes than its parent declares";
        }
        int childDepth = step.depth() + 1;
        if (childDepth > UnixFsProfile.MAX_DEPTH) {
            return "the tree is deeper than any file of 2^44 bytes needs";
        }
        if (node.isAboveLeaves()) {
            if (leafDepth != UNKNOWN && leafDepth != childDepth) {
                return "the leaves do not lie equally deep";
            }
            leafDepth = childDepth;
        }
        steps.pop();
        long end = step.offsetBytes() + node.fileBytes();
        for (int i = node.links().size() - 1; i >= 0 && end > fromBytes; i--) {
            DagLink link = node.links().get(i);
            end -= link.fileBytes();
            steps.push(new Step(link.child(), link.sizes(), end, childDepth));
        }
        return "";
    }
}
