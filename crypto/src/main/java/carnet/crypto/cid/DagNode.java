package carnet.crypto.cid;

import java.util.List;

/**
 * An inner node of a file's tree: links to leaves or to other inner nodes, never to both, since all leaves of a balanced
 * tree have the same depth. A value has one encoding, drawn in {@link DagCodec}.
 *
 * @param links the children in file order, 1 to {@value UnixFsProfile#MAX_LINKS}
 */
public record DagNode(List<DagLink> links) {
    /** Longest encoding of a node, in bytes: {@link UnixFsProfile#MAX_LINKS} links with the longest sizes. */
    public static final int MAX_ENCODED_BYTES =
            UnixFsProfile.MAX_LINKS * DagCodec.MAX_LINK_BYTES + DagCodec.MAX_DATA_HEAD_BYTES;

    /**
     * Copies and checks {@code links}.
     *
     * @throws IllegalArgumentException for no link, too many, links of both codecs, or a file over 16 TiB
     */
    public DagNode {
        links = List.copyOf(links);
        if (links.isEmpty() || links.size() > UnixFsProfile.MAX_LINKS) {
            throw new IllegalArgumentException("a node has 1 to 1024 links, not " + links.size());
        }
        Cid.Codec codec = links.get(0).child().codec();
        long fileBytes = 0;
        for (DagLink link : links) {
            if (link.child().codec() != codec) {
                throw new IllegalArgumentException("a node links to leaves or to inner nodes, not to both");
            }
            fileBytes += link.fileBytes();
        }
        if (fileBytes > UnixFsProfile.MAX_FILE_BYTES) {
            throw new IllegalArgumentException("a file has at most 2^44 bytes");
        }
    }

    /**
     * Reads a node and refuses every encoding but the canonical one.
     *
     * @throws MalformedNodeException for bytes that {@link #encode} gives for no node
     */
    public static DagNode decode(byte[] block) throws MalformedNodeException {
        return DagCodec.decode(block);
    }

    /** Returns the canonical dag-pb encoding. */
    public byte[] encode() {
        return DagCodec.encode(this);
    }

    /** Returns whether the children are leaves. */
    public boolean isAboveLeaves() {
        return links.get(0).child().codec() == Cid.Codec.RAW;
    }

    /** Returns what a parent must say of this node. */
    public DagSizes sizes() {
        return new DagSizes(fileBytes(), encode().length + bytesBelow());
    }

    /** Returns how many bytes of the file lie below this node. */
    public long fileBytes() {
        return links.stream().mapToLong(DagLink::fileBytes).sum();
    }

    /** Returns the lengths of all blocks below this node, without its own, in bytes. */
    public long bytesBelow() {
        return links.stream().mapToLong(DagLink::cumulativeBytes).sum();
    }
}
