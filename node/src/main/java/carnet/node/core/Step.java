package carnet.node.core;

import carnet.crypto.cid.Cid;
import carnet.crypto.cid.DagNode;
import carnet.crypto.cid.UnixFsProfile;

/**
 * A block to look at.
 *
 * @param fileBytes what its parent says lies below it
 * @param turn its place in the dealing of leaves
 */
record Step(Cid cid, long fileBytes, boolean exact, long turn) {
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
