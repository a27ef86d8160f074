package carnet.node.service;

import carnet.crypto.cid.Cid;
import carnet.crypto.cid.DagLink;
import carnet.crypto.cid.DagNode;
import carnet.crypto.cid.MalformedNodeException;
import carnet.crypto.cid.UnixFsProfile;
import carnet.storage.content.ContentStore;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Walks a payload's tree and checks that every block is here and that {@link carnet.crypto.cid.DagReader} would take it:
 * every declared size adds up and all leaves lie equally deep. Reads no leaf.
 */
final class ContentCheck {
    private final ContentStore content;

    ContentCheck(ContentStore content) {
        this.content = content;
    }

    /** A block to visit, below so many nodes; the root has no link. */
    private record Child(@Nullable DagLink link, Cid cid, int depth) {}

    /** The outcome of a walk. */
    sealed interface Outcome {
        /** Everything is here; the file has this many bytes. */
        record Whole(long fileBytes) implements Outcome {}

        /** A block is not here. */
        record Missing(Cid cid) implements Outcome {}

        /** An inner node is not what its parent says, or no node at all. */
        record Malformed(String reason) implements Outcome {}
    }

    /**
     * Walks the tree and names every block to {@code visitor}.
     *
     * @param sizeClass the file has at most 2^k bytes; a tree that names many more blocks than such a file has is
     *     malformed, since a small tree can name the same block a billion times
     */
    Outcome walk(Cid root, int sizeClass, Consumer<Cid> visitor) {
        long mostLinks = mostLinks(sizeClass);
        Deque<Child> children = new ArrayDeque<>();
        visitor.accept(root);
        if (root.codec() == Cid.Codec.RAW) {
            int size = content.sizeOf(root);
            if (size > UnixFsProfile.MAX_BLOCK_BYTES) {
                return new Outcome.Malformed("a leaf has " + size + " bytes, and " + UnixFsProfile.MAX_BLOCK_BYTES
                        + " are the most that nodes send");
            }
            return size < 0 ? new Outcome.Missing(root) : new Outcome.Whole(size);
        }
        long total = -1;
        int leafDepth = 0;
        Child at = new Child(null, root, 0);
        while (true) {
            byte[] block = content.get(at.cid());
            if (block == null) {
                return new Outcome.Missing(at.cid());
            }
            DagNode node;
            try {
                node = DagNode.decode(block);
            } catch (MalformedNodeException e) {
                return new Outcome.Malformed(String.valueOf(e.getMessage()));
            }
            DagLink link = at.link();
            if (link != null
                    && (node.fileBytes() != link.fileBytes()
                            || block.length + node.bytesBelow() != link.cumulativeBytes())) {
                return new Outcome.Malformed("a node has other sizes than its parent says");
            }
            int depth = at.depth() + 1;
            if (depth > UnixFsProfile.MAX_DEPTH) {
                return new Outcome.Malformed("it is deeper than any file needs");
            }
            if (node.isAboveLeaves()) {
                if (leafDepth != 0 && leafDepth != depth) {
                    return new Outcome.Malformed("its leaves do not lie equally deep");
                }
                leafDepth = depth;
            }
            if (total < 0) {
                total = node.fileBytes();
            }
            node.links().forEach(child -> children.push(new Child(child, child.child(), depth)));
            mostLinks -= node.links().size();
            if (mostLinks < 0) {
                return new Outcome.Malformed("it names more blocks than its size class allows");
            }
            Child next;
            try {
                next = nextInner(children, visitor);
            } catch (MalformedNodeException e) {
                return new Outcome.Malformed(String.valueOf(e.getMessage()));
            }
            if (next == null) {
                return new Outcome.Whole(total);
            }
            if (!content.has(next.cid())) {
                return new Outcome.Missing(next.cid());
            }
            at = next;
        }
    }

    /** Is told of a block that is here. */
    interface BlockVisitor {
        /** Takes a block and its length. */
        void visit(Cid cid, int sizeBytes);
    }

    /**
     * Names what is here of a tree, whatever is missing; {@code sizeClass} bounds the walk as in {@link #walk}.
     *
     * @param missing is told of blocks that are not here
     */
    void visitPresent(Cid root, int sizeClass, BlockVisitor visitor, Consumer<Cid> missing) {
        long mostLinks = mostLinks(sizeClass);
        Deque<Child> waiting = new ArrayDeque<>(List.of(new Child(null, root, 0)));
        while (!waiting.isEmpty() && mostLinks >= 0) {
            Child child = waiting.pop();
            Cid cid = child.cid();
            if (child.depth() > UnixFsProfile.MAX_DEPTH) {
                continue;
            }
            int size = cid.codec() == Cid.Codec.RAW ? content.sizeOf(cid) : -1;
            if (size >= 0) {
                visitor.visit(cid, size);
                continue;
            }
            byte[] block = content.get(cid);
            if (block == null) {
                missing.accept(cid);
                continue;
            }
            visitor.visit(cid, block.length);
            for (DagLink link : linksOf(cid, block)) {
                mostLinks--;
                if (link.child().codec() == Cid.Codec.DAG_PB) {
                    waiting.push(new Child(link, link.child(), child.depth() + 1));
                } else if (content.has(link.child())) {
                    visitor.visit(link.child(), (int) Math.min(link.fileBytes(), ContentStore.MAX_BLOCK_BYTES));
                } else {
                    missing.accept(link.child());
                }
            }
        }
    }

    private static List<DagLink> linksOf(Cid cid, byte[] block) {
        if (cid.codec() == Cid.Codec.RAW) {
            return List.of();
        }
        try {
            return DagNode.decode(block).links();
        } catch (MalformedNodeException e) {
            return List.of();
        }
    }

    private static long mostLinks(int sizeClass) {
        return UnixFsProfile.mostLinks(1L << sizeClass);
    }

    /** Passes leaves that are here; stops at the next inner node or at a leaf that is missing. */
    private @Nullable Child nextInner(Deque<Child> children, Consumer<Cid> visitor) throws MalformedNodeException {
        while (!children.isEmpty()) {
            Child child = children.pop();
            visitor.accept(child.cid());
            int size = child.cid().codec() == Cid.Codec.DAG_PB ? -1 : content.sizeOf(child.cid());
            if (size < 0) {
                return child;
            }
            // Other nodes ask for no more than the tree says, and readers compare.
            if (child.link() != null && size != child.link().fileBytes()) {
                throw new MalformedNodeException("a leaf has " + size + " bytes, and its parent says "
                        + child.link().fileBytes());
            }
        }
        return null;
    }
}
