package carnet.crypto.hash;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * The Merkle tree of RFC 6962, section 2.1: leaf hash = SHA-256(0x00 | leaf), node hash = SHA-256(0x01 | left | right).
 * An odd node is never duplicated (CVE-2012-2459): the left subtree takes the largest power of two below the count.
 */
public final class MerkleTree {
    private static final byte[] LEAF_PREFIX = {0x00};
    private static final byte[] NODE_PREFIX = {0x01};

    private MerkleTree() {}

    /** Returns the hash of one leaf's bytes. */
    public static Hash leafHash(byte[] leaf) {
        return Sha256.of(LEAF_PREFIX, leaf);
    }

    /**
     * Returns the root over leaf hashes, in order.
     *
     * @throws IllegalArgumentException for an empty list: every block has a seal
     */
    public static Hash root(List<Hash> leafHashes) {
        if (leafHashes.isEmpty()) {
            throw new IllegalArgumentException("a block's tree has at least the seal");
        }
        return subtree(leafHashes, 0, leafHashes.size());
    }

    /**
     * Returns the audit path of leaf 0: the sibling hashes from the leaf up to the root (RFC 6962, section 2.1.1).
     *
     * @throws IllegalArgumentException for an empty list
     */
    public static List<Hash> pathOfFirst(List<Hash> leafHashes) {
        if (leafHashes.isEmpty()) {
            throw new IllegalArgumentException("a block's tree has at least the seal");
        }
        List<Hash> fromRoot = new ArrayList<>();
        int size = leafHashes.size();
        while (size > 1) {
            int left = Integer.highestOneBit(size - 1);
            fromRoot.add(subtree(leafHashes, left, size));
            size = left;
        }
        List<Hash> path = new ArrayList<>(fromRoot.size());
        for (int i = fromRoot.size() - 1; i >= 0; i--) {
            path.add(fromRoot.get(i));
        }
        return path;
    }

    /** Returns the root that leaf 0 and its audit path lead to. */
    public static Hash rootFromFirst(Hash leafHash, List<Hash> path) {
        Hash node = leafHash;
        for (Hash sibling : path) {
            node = nodeHash(node, sibling);
        }
        return node;
    }

    /** Returns how many hashes the audit path of leaf 0 has in a tree of {@code leafCount} leaves. */
    public static int pathLengthOfFirst(int leafCount) {
        return leafCount <= 1 ? 0 : 32 - Integer.numberOfLeadingZeros(leafCount - 1);
    }

    private static Hash subtree(List<Hash> leaves, int from, int to) {
        int size = to - from;
        if (size == 1) {
            return leaves.get(from);
        }
        int left = Integer.highestOneBit(size - 1);
        return nodeHash(subtree(leaves, from, from + left), subtree(leaves, from + left, to));
    }

    private static Hash nodeHash(Hash left, Hash right) {
        MessageDigest digest = Sha256.newDigest();
        digest.update(NODE_PREFIX);
        digest.update(left.bytes());
        digest.update(right.bytes());
        return Hash.of(digest.digest());
    }
}
