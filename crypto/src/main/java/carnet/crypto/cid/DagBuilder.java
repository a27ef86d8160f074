package carnet.crypto.cid;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Builds the tree of a file from bytes that come in pieces of any size. It holds one leaf and at most one node's links per
 * level, never the file. For one thread and one file.
 */
public final class DagBuilder {
    private final int leafBytes;
    private final int linksPerNode;
    private final BlockSink sink;
    private final List<List<DagLink>> levels = new ArrayList<>();
    private byte[] leaf = new byte[0];
    private int leafLength;
    private long fileBytes;
    private boolean finished;

    /** Creates a builder of one file's tree that gives every block to {@code sink}. */
    public DagBuilder(UnixFsProfile profile, BlockSink sink) {
        this(profile.leafBytes(), profile.links(), sink);
    }

    DagBuilder(int leafBytes, int linksPerNode, BlockSink sink) {
        this.leafBytes = leafBytes;
        this.linksPerNode = linksPerNode;
        this.sink = sink;
        levels.add(new ArrayList<>());
    }

    /**
     * Appends {@code length} bytes of {@code buffer} from {@code offset} to the file.
     *
     * @throws IllegalStateException after {@link #finish} or above {@link UnixFsProfile#MAX_FILE_BYTES}
     * @throws IOException when the sink could not keep a block; the builder is then of no further use
     */
    public void write(byte[] buffer, int offset, int length) throws IOException {
        if (finished || length > UnixFsProfile.MAX_FILE_BYTES - fileBytes) {
            throw new IllegalStateException(finished ? "the file is finished" : "a file has at most 2^44 bytes");
        }
        fileBytes += length;
        int from = offset;
        int end = offset + length;
        while (from < end) {
            int taken = Math.min(end - from, leafBytes - leafLength);
            makeRoom(leafLength + taken);
            System.arraycopy(buffer, from, leaf, leafLength, taken);
            leafLength += taken;
            from += taken;
            if (leafLength == leafBytes) {
                emitLeaf();
            }
        }
    }

    /**
     * Ends the file and returns the identifier of its root, after the sink has taken the last block. An empty file is one
     * empty leaf; a file of one leaf is that leaf.
     *
     * @throws IllegalStateException when called twice
     * @throws IOException when the sink could not keep a block
     */
    public Cid finish() throws IOException {
        if (finished) {
            throw new IllegalStateException("the file is finished");
        }
        finished = true;
        if (fileBytes == 0) {
            return emit(Cid.Codec.RAW, leaf);
        }
        if (leafLength > 0) {
            emitLeaf();
        }
        int level = 0;
        while (!(level == levels.size() - 1 && levels.get(level).size() == 1)) {
            if (!levels.get(level).isEmpty()) {
                closeNode(level);
            }
            level++;
        }
        return levels.get(level).get(0).child();
    }

    private void makeRoom(int length) {
        if (leaf.length < length) {
            leaf = Arrays.copyOf(leaf, Math.min(leafBytes, Math.max(length, 2 * leaf.length)));
        }
    }

    private void emitLeaf() throws IOException {
        byte[] block = leafLength == leaf.length ? leaf : Arrays.copyOf(leaf, leafLength);
        leaf = new byte[leafLength == leafBytes ? leafBytes : 0];
        leafLength = 0;
        Cid cid = emit(Cid.Codec.RAW, block);
        addLink(0, new DagLink(cid, block.length, block.length));
    }

    private void addLink(int level, DagLink link) throws IOException {
        if (level == levels.size()) {
            levels.add(new ArrayList<>());
        }
        levels.get(level).add(link);
        if (levels.get(level).size() == linksPerNode) {
            closeNode(level);
        }
    }

    private void closeNode(int level) throws IOException {
        DagNode node = new DagNode(levels.get(level));
        levels.get(level).clear();
        byte[] block = node.encode();
        Cid cid = emit(Cid.Codec.DAG_PB, block);
        addLink(level + 1, new DagLink(cid, block.length + node.bytesBelow(), node.fileBytes()));
    }

    private Cid emit(Cid.Codec codec, byte[] block) throws IOException {
        Cid cid = Cid.of(codec, block);
        sink.accept(cid, block);
        return cid;
    }
}
