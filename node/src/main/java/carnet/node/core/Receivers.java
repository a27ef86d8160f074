package carnet.node.core;

import carnet.crypto.sign.NodeId;
import java.util.List;
import java.util.function.Predicate;

/**
 * The nodes among which the leaves of a new record are dealt: each asks a holder for its own ones only and passes them on
 * to the others. All of them deal alike without a word.
 *
 * @param nodes in their order, this node among them
 */
record Receivers(List<NodeId> nodes) {
    /**
     * Returns whose a leaf is.
     *
     * @param turn the leaf's place in the dealing, not negative
     * @param expected whether a node brings its leaves; the others' are dealt anew among those that do
     */
    NodeId ownerOf(long turn, Predicate<NodeId> expected) {
        NodeId first = nodes.get((int) (turn % nodes.size()));
        if (expected.test(first)) {
            return first;
        }
        List<NodeId> left = nodes.stream().filter(expected).toList();
        return left.get((int) (turn / nodes.size() % left.size()));
    }

    boolean contains(NodeId node) {
        return nodes.contains(node);
    }
}
