package carnet.node.service;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.tx.PutRecord;
import carnet.crypto.cid.Cid;
import carnet.crypto.cid.DagLink;
import carnet.crypto.cid.DagNode;
import carnet.crypto.cid.MalformedNodeException;
import carnet.crypto.cid.UnixFsProfile;
import carnet.storage.content.ContentStore;
import carnet.storage.content.MemoryContentStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a record may name: exactly what other nodes can fetch and readers will accept. */
class ContentCheckTest {
    private static final int SIZE_CLASS = 24;

    private final ContentStore content = new MemoryContentStore(cid -> {});
    private final ContentCheck check = new ContentCheck(content);

    @Test
    void aTreeWhoseLeavesHaveTheLengthsThatItSaysIsWhole() {
        assertThat(walk(tree(1_000, 1_000))).isEqualTo(new ContentCheck.Outcome.Whole(1_000));
    }

    @Test
    void aLeafLongerOrShorterThanItsParentSaysIsRefused() {
        assertThat(walk(tree(1_000, 100))).isInstanceOf(ContentCheck.Outcome.Malformed.class);
        assertThat(walk(tree(1_000, 2_000))).isInstanceOf(ContentCheck.Outcome.Malformed.class);
    }

    @Test
    void aLeafThatIsMissingIsNamed() {
        Cid leaf = Cid.ofRaw(new byte[1_000]);
        Cid root = tree(1_000, 1_000);
        content.remove(leaf);
        assertThat(walk(root)).isEqualTo(new ContentCheck.Outcome.Missing(leaf));
    }

    @Test
    void aSingleLeafIsNotLongerThanWhatNodesSend() {
        assertThat(walk(put(new byte[UnixFsProfile.MAX_BLOCK_BYTES])))
                .isEqualTo(new ContentCheck.Outcome.Whole(UnixFsProfile.MAX_BLOCK_BYTES));
        assertThat(walk(put(new byte[UnixFsProfile.MAX_BLOCK_BYTES + 1])))
                .isInstanceOf(ContentCheck.Outcome.Malformed.class);
    }

    @Test
    void anInnerNodeWhoseBlocksAreLongerThanItsParentSaysIsRefused() {
        Cid inner = tree(1_000, 1_000);
        assertThat(walk(above(link(inner, 0)))).isEqualTo(new ContentCheck.Outcome.Whole(1_000));
        assertThat(walk(above(link(inner, 1)))).isInstanceOf(ContentCheck.Outcome.Malformed.class);
    }

    @Test
    void leavesOfDifferentDepthsAreRefused() {
        Cid inner = tree(1_000, 1_000);
        Cid deeper = above(link(tree(2_000, 2_000), 0));
        assertThat(walk(above(link(inner, 0), link(deeper, 0)))).isInstanceOf(ContentCheck.Outcome.Malformed.class);
    }

    @Test
    void aTreeDeeperThanAnyFileNeedsIsRefused() {
        Cid root = tree(1_000, 1_000);
        for (int depth = 1; depth < UnixFsProfile.MAX_DEPTH; depth++) {
            root = above(link(root, 0));
        }
        assertThat(walk(root)).isEqualTo(new ContentCheck.Outcome.Whole(1_000));
        assertThat(walk(above(link(root, 0)))).isInstanceOf(ContentCheck.Outcome.Malformed.class);
    }

    /** A few small nodes that say there are millions of leaves: to walk each of those would take long. */
    @Test
    void whatAnInnerNodeNamesIsLookedAtOnceHoweverOftenTheTreeNamesIt() {
        AtomicInteger named = new AtomicInteger();
        assertThat(check.walk(thousandfold(), PutRecord.MAX_SIZE_CLASS, cid -> named.incrementAndGet()))
                .isEqualTo(new ContentCheck.Outcome.Whole((long) UnixFsProfile.MAX_LINKS * UnixFsProfile.MAX_LINKS));
        assertThat(named).hasValueLessThan(3 * UnixFsProfile.MAX_LINKS);
    }

    @Test
    void yetItsBlocksCountAsOftenAsTheTreeNamesThem() {
        assertThat(walk(thousandfold())).isInstanceOf(ContentCheck.Outcome.Malformed.class);
    }

    @Test
    void whatIsHereOfATreeIsNamedOnceForEachInnerNode() {
        AtomicInteger named = new AtomicInteger();
        Cid root = thousandfold();
        boolean complete = check.visitPresent(
                root, PutRecord.MAX_SIZE_CLASS, (cid, sizeBytes) -> named.incrementAndGet(), cid -> {});
        assertThat(complete).isTrue();
        assertThat(named).hasValueLessThan(3 * UnixFsProfile.MAX_LINKS);
    }

    @Test
    void aTreeOfWhichAnInnerNodeIsLostIsNotCompletelyNamed() {
        Cid inner = tree(1_000, 1_000);
        Cid root = above(link(inner, 0));
        content.remove(inner);
        List<Cid> missing = new ArrayList<>();
        assertThat(check.visitPresent(root, SIZE_CLASS, (cid, sizeBytes) -> {}, missing::add))
                .isFalse();
        assertThat(missing).containsExactly(inner);
    }

    /** Returns a tree of one leaf of one byte, named a thousand times by a node that is named a thousand times. */
    private Cid thousandfold() {
        Cid leaf = put(new byte[1]);
        Cid inner = above(Collections.nCopies(UnixFsProfile.MAX_LINKS, new DagLink(leaf, 1, 1))
                .toArray(DagLink[]::new));
        return above(
                Collections.nCopies(UnixFsProfile.MAX_LINKS, link(inner, 0)).toArray(DagLink[]::new));
    }

    /** Returns a link to an inner node that is here, which says so many bytes too many. */
    private DagLink link(Cid inner, int tooMany) {
        try {
            byte[] block = Objects.requireNonNull(content.get(inner));
            DagNode node = DagNode.decode(block);
            return new DagLink(inner, block.length + node.bytesBelow() + tooMany, node.fileBytes());
        } catch (MalformedNodeException e) {
            throw new IllegalStateException(e);
        }
    }

    private Cid above(DagLink... links) {
        byte[] block = new DagNode(List.of(links)).encode();
        Cid cid = Cid.of(Cid.Codec.DAG_PB, block);
        content.put(cid, block);
        return cid;
    }

    private ContentCheck.Outcome walk(Cid root) {
        return check.walk(root, SIZE_CLASS, cid -> {});
    }

    private Cid put(byte[] leaf) {
        Cid cid = Cid.ofRaw(leaf);
        content.put(cid, leaf);
        return cid;
    }

    /** Stores a leaf and a node above it that says something of its length. */
    private Cid tree(int leafBytes, long saidBytes) {
        Cid leaf = put(new byte[leafBytes]);
        byte[] root = new DagNode(List.of(new DagLink(leaf, saidBytes, saidBytes))).encode();
        Cid cid = Cid.of(Cid.Codec.DAG_PB, root);
        content.put(cid, root);
        return cid;
    }
}
