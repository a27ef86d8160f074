package carnet.node.service;

import carnet.crypto.cid.Cid;
import carnet.crypto.cid.DagLink;
import carnet.crypto.cid.DagNode;
import carnet.crypto.cid.DagSizes;
import carnet.crypto.cid.MalformedNodeException;
import carnet.crypto.cid.UnixFsProfile;
import carnet.storage.content.ContentStore;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Walks a payload's tree and checks that every block is here and that {@link carnet.crypto.cid.DagReader} would take it:
 * every declared size adds up and all leaves lie equally deep. Reads no leaf. An inner node that the tree names again is not
 * walked again, since what lies below it is the same: so the work grows with what was put, not with what it says. In a tree
 * of more inner nodes than are remembered it may go up to the links that a file of its size class may have.
 */
final class ContentCheck {
    /** Inner nodes that one walk remembers, at about 200 bytes: ten times those of a file of 64 GiB. */
    private static final int REMEMBERED_NODES = 16_384;

    private final ContentStore content;

    ContentCheck(ContentStore content) {
        this.content = content;
    }

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
        visitor.accept(root);
        if (root.codec() == Cid.Codec.RAW) {
            int size = content.sizeOf(root);
            if (size > UnixFsProfile.MAX_BLOCK_BYTES) {
                return new Outcome.Malformed("a leaf has " + size + " bytes, and " + UnixFsProfile.MAX_BLOCK_BYTES
                        + " are the most that nodes send");
            }
            return size < 0 ? new Outcome.Missing(root) : new Outcome.Whole(size);
        }
        try {
            return new Outcome.Whole(new Walk(mostLinks(sizeClass), visitor)
                    .below(root, 1)
                    .sizes()
                    .fileBytes());
        } catch (Stop stop) {
            return stop.outcome;
        }
    }

    /**
     * What lies below an inner node, wherever it stands.
     *
     * @param levels how many inner nodes lie on the way to a leaf, itself among them
     * @param links how many blocks are named, each as often as it is
     */
    private record Subtree(DagSizes sizes, int levels, long links) {}

    /** A walk ends before everything was seen. */
    private static final class Stop extends Exception {
        private static final long serialVersionUID = 1;

        private final transient Outcome outcome;

        Stop(Outcome outcome) {
            super(null, null, false, false);
            this.outcome = outcome;
        }

        static Stop malformed(String reason) {
            return new Stop(new Outcome.Malformed(reason));
        }
    }

    private final class Walk {
        private final Map<Cid, Subtree> walked = new HashMap<>();
        private final Consumer<Cid> visitor;
        private long linksLeft;

        Walk(long mostLinks, Consumer<Cid> visitor) {
            this.linksLeft = mostLinks;
            this.visitor = visitor;
        }

        private Subtree below(Cid cid, int level) throws Stop {
            if (level > UnixFsProfile.MAX_DEPTH) {
                throw Stop.malformed("it is deeper than any file needs");
            }
            Subtree known = walked.get(cid);
            if (known != null) {
                count(known.links());
                return known;
            }
            DagNode node = node(cid);
            count(node.links().size());
            long linksBefore = linksLeft;
            int levels = node.isAboveLeaves() ? leavesOf(node) : nodesOf(node, level);
            Subtree subtree = new Subtree(node.sizes(), levels, node.links().size() + linksBefore - linksLeft);
            if (walked.size() < REMEMBERED_NODES) {
                walked.put(cid, subtree);
            }
            return subtree;
        }

        private DagNode node(Cid cid) throws Stop {
            byte[] block = content.get(cid);
            if (block == null) {
                throw new Stop(new Outcome.Missing(cid));
            }
            try {
                return DagNode.decode(block);
            } catch (MalformedNodeException e) {
                throw Stop.malformed(String.valueOf(e.getMessage()));
            }
        }

        private void count(long links) throws Stop {
            linksLeft -= links;
            if (linksLeft < 0) {
                throw Stop.malformed("it names more blocks than its size class allows");
            }
        }

        private int leavesOf(DagNode node) throws Stop {
            for (DagLink link : node.links()) {
                visitor.accept(link.child());
                int size = content.sizeOf(link.child());
                if (size < 0) {
                    throw new Stop(new Outcome.Missing(link.child()));
                }
                // Other nodes ask for no more than the tree says, and readers compare.
                if (size != link.fileBytes()) {
                    throw Stop.malformed("a leaf has " + size + " bytes, and its parent says " + link.fileBytes());
                }
            }
            return 1;
        }

        private int nodesOf(DagNode node, int level) throws Stop {
            int levels = 0;
            for (DagLink link : node.links()) {
                visitor.accept(link.child());
                Subtree child = below(link.child(), level + 1);
                if (!child.sizes().equals(link.sizes())) {
                    throw Stop.malformed("a node has other sizes than its parent says");
                }
                if (levels != 0 && levels != child.levels()) {
                    throw Stop.malformed("its leaves do not lie equally deep");
                }
                levels = child.levels();
            }
            return levels + 1;
        }
    }

    /** Is told of a block that is here. */
    interface BlockVisitor {
        /** Takes a block and its length. */
        void visit(Cid cid, int sizeBytes);
    }

    /** A block to visit, below so many nodes. */
    private record Child(Cid cid, int depth) {}

    /**
     * Names what is here of a tree, whatever is missing, and returns whether all inner nodes are here; {@code sizeClass}
     * bounds the walk as in {@link #walk}.
     *
     * @param missing is told of blocks that are not here
     */
    boolean visitPresent(Cid root, int sizeClass, BlockVisitor visitor, Consumer<Cid> missing) {
        long mostLinks = mostLinks(sizeClass);
        boolean complete = true;
        Set<Child> entered = new HashSet<>();
        Deque<Child> waiting = new ArrayDeque<>(List.of(new Child(root, 0)));
        while (!waiting.isEmpty() && mostLinks >= 0) {
            Child child = waiting.pop();
            Cid cid = child.cid();
            if (child.depth() > UnixFsProfile.MAX_DEPTH || entered.contains(child)) {
                continue;
            }
            int size = cid.codec() == Cid.Codec.RAW ? content.sizeOf(cid) : -1;
            if (size >= 0) {
                visitor.visit(cid, size);
                continue;
            }
            byte[] block = content.get(cid);
            if (block == null) {
                complete &= cid.codec() == Cid.Codec.RAW;
                missing.accept(cid);
                continue;
            }
            if (entered.size() < REMEMBERED_NODES) {
                entered.add(child);
            }
            visitor.visit(cid, block.length);
            for (DagLink link : linksOf(cid, block)) {
                mostLinks--;
                if (link.child().codec() == Cid.Codec.DAG_PB) {
                    waiting.push(new Child(link.child(), child.depth() + 1));
                } else if (content.has(link.child())) {
                    visitor.visit(link.child(), (int) Math.min(link.fileBytes(), ContentStore.MAX_BLOCK_BYTES));
                } else {
                    missing.accept(link.child());
                }
            }
        }
        return complete;
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
}
