package carnet.crypto.cid;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** A file's blocks in memory. */
final class Tree {
    private final Map<Cid, byte[]> blocks = new HashMap<>();
    private final Cid root;

    Tree(UnixFsProfile profile, byte[] file) throws IOException {
        this(profile.leafBytes(), profile.links(), file);
    }

    Tree(int leafBytes, int links, byte[] file) throws IOException {
        DagBuilder builder = new DagBuilder(leafBytes, links, blocks::put);
        builder.write(file, 0, file.length);
        root = builder.finish();
    }

    Cid root() {
        return root;
    }

    Map<Cid, byte[]> blocks() {
        return blocks;
    }

    /** Keeps {@code node} beside the file's own blocks and returns a link to it. */
    DagLink add(DagNode node) {
        byte[] block = node.encode();
        Cid cid = Cid.of(Cid.Codec.DAG_PB, block);
        blocks.put(cid, block);
        return new DagLink(cid, block.length + node.bytesBelow(), node.fileBytes());
    }

    /** Keeps {@code leaf} beside the file's own blocks and returns a link to it. */
    DagLink add(byte[] leaf) {
        Cid cid = Cid.ofRaw(leaf);
        blocks.put(cid, leaf);
        return new DagLink(cid, leaf.length, leaf.length);
    }
}
