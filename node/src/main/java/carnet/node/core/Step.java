package carnet.node.core;

import carnet.crypto.cid.Cid;
import carnet.crypto.cid.DagNode;
import carnet.crypto.cid.DagSizes;
import carnet.crypto.cid.UnixFsProfile;
import java.nio.ByteBuffer;

/**
 * A block to look at.
 *
 * @param fileBytes how many bytes of the file lie below it, by its parent, or the most that may
 * @param cumulativeBytes the lengths of its block and of all below it, by its parent, or {@link #UNKNOWN} without one
 * @param depth how many nodes lie above it
 * @param turn its place in the dealing of leaves
 * @param seen how many of its children were looked at
 */
record Step(Cid cid, long fileBytes, long cumulativeBytes, int depth, long turn, int seen) {
    /** There is no parent that says so. */
    static final long UNKNOWN = -1;

    /** Nothing of it was looked at yet. */
    Step(Cid cid, long fileBytes, long cumulativeBytes, int depth, long turn) {
        this(cid, fileBytes, cumulativeBytes, depth, turn, 0);
    }

    /** Returns where the dealing of the leaves below a node begins: elsewhere for each file. */
    static long firstTurn(Cid node) {
        return ByteBuffer.wrap(node.digest().bytes()).getInt() & 0x7fff_ffffL;
    }

    /** Returns what is left of it when so many of its children were looked at. */
    Step after(int children) {
        return new Step(cid, fileBytes, cumulativeBytes, depth, turn, children);
    }

    /** Returns whether a node is what the parent says. */
    boolean describes(DagNode node) {
        return cumulativeBytes == UNKNOWN
                ? node.fileBytes() <= fileBytes
                : node.sizes().equals(new DagSizes(fileBytes, cumulativeBytes));
    }

    int maxBytes() {
        return isInner() ? DagNode.MAX_ENCODED_BYTES : (int) Math.min(fileBytes, UnixFsProfile.MAX_BLOCK_BYTES);
    }

    boolean isInner() {
        return cid.codec() == Cid.Codec.DAG_PB;
    }

    /** Returns whether it is worth while to send it once and to pass it on. */
    boolean isShared() {
        return !isInner() && fileBytes >= CoreLimits.SHARED_LEAF_BYTES;
    }
}
