package carnet.node.core;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.tx.PutRecord;
import carnet.consensus.tx.RecordContent;
import carnet.crypto.cid.Cid;
import carnet.crypto.cid.DagLink;
import carnet.crypto.cid.DagNode;
import carnet.crypto.cid.UnixFsProfile;
import carnet.storage.chain.WantedRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The walk over one record's tree. */
class WantTest {
    private static final long NOW_MILLIS = 1_000_000;
    private static final Cid BOX = cid("box");

    private final BlocksHere holdings = new BlocksHere();

    /** A few blocks that members put make such trees, as many as records are fetched at once. */
    @Test
    void aTreeOfLargeNodesOnAllLevelsTakesNoMoreMemoryThanOneOfTheUsualProfile() {
        DagLink link = new DagLink(cid("leaf"), 1, 1);
        for (int level = 1; level < UnixFsProfile.MAX_DEPTH; level++) {
            link = add(new DagNode(Collections.nCopies(UnixFsProfile.MAX_LINKS, link)));
        }
        link = add(new DagNode(Collections.nCopies(UnixFsProfile.MAX_LINKS / 2, link)));
        Want want = want(link);
        for (Step step = want.next(); step != null && step.isInner(); step = want.next()) {
            want.descend(holdings, NOW_MILLIS);
        }
        assertThat(want.isMalformed()).isFalse();
        assertThat(want.stepsInMemory())
                .isLessThan(UnixFsProfile.MAX_DEPTH * (UnixFsProfile.KUBO_DEFAULT.links() + 1) + 2);
    }

    /** Many records may name one such tree, and the core would do little else than walk it for each. */
    @Test
    void whatAnInnerNodeNamesIsLookedAtOnceHoweverOftenTheTreeNamesIt() {
        Want want = want(thousandfold(), PutRecord.MAX_SIZE_CLASS);
        assertThat(looksUntilTheEnd(want)).isLessThan(3 * UnixFsProfile.MAX_LINKS);
        assertThat(want.isComplete()).isTrue();
    }

    @Test
    void yetItsBlocksCountAsOftenAsTheTreeNamesThem() {
        Want want = want(thousandfold(), 24);
        assertThat(looksUntilTheEnd(want)).isLessThan(3 * UnixFsProfile.MAX_LINKS);
        assertThat(want.isMalformed()).isTrue();
    }

    /** Were the oldest forgotten first, none would last until it comes again. */
    @Test
    void aLargeNodeIsNotLookedThroughAgainHoweverManySmallOnesComeBetween() {
        List<DagLink> nodes = new ArrayList<>();
        nodes.add(add(new DagNode(Collections.nCopies(UnixFsProfile.MAX_LINKS, new DagLink(cid("leaf"), 1, 1)))));
        for (int i = 0; i < CoreLimits.WALKED_NODES; i++) {
            nodes.add(add(new DagNode(List.of(new DagLink(cid("leaf " + i), 1, 1)))));
        }
        DagLink one = add(new DagNode(nodes));
        Collections.rotate(nodes.subList(1, nodes.size()), -1);
        DagLink other = add(new DagNode(nodes));
        List<DagLink> links = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            links.addAll(List.of(one, other));
        }
        Want want = want(add(new DagNode(links)));
        assertThat(looksUntilTheEnd(want)).isLessThan(3 * UnixFsProfile.MAX_LINKS);
        assertThat(want.isComplete()).isTrue();
    }

    @Test
    void aNodeThatLiesDeeperWhenItIsNamedAgainIsNoPartOfAnyFile() {
        DagLink child = add(new DagNode(List.of(new DagLink(cid("leaf"), 1, 1))));
        DagLink deeper = add(new DagNode(List.of(child)));
        Want want = want(add(new DagNode(List.of(child, deeper))));
        looksUntilTheEnd(want);
        assertThat(want.isMalformed()).isTrue();
    }

    @Test
    void allLeavesOfALargeNodeAreLookedAtInTheirOrderAndOnce() {
        List<DagLink> leaves = new ArrayList<>();
        for (int i = 0; i < UnixFsProfile.MAX_LINKS; i++) {
            leaves.add(new DagLink(cid("leaf " + i), 1, 1));
        }
        List<DagLink> reversed = new ArrayList<>(leaves);
        Collections.reverse(reversed);
        Want want = want(add(new DagNode(List.of(add(new DagNode(leaves)), add(new DagNode(reversed))))));
        List<Cid> visited = new ArrayList<>();
        for (Step step = want.next(); step != null; step = want.next()) {
            if (!step.isInner() && !step.cid().equals(BOX)) {
                visited.add(step.cid());
            }
            want.descend(holdings, NOW_MILLIS);
        }
        List<Cid> expected = new ArrayList<>();
        leaves.forEach(leaf -> expected.add(leaf.child()));
        reversed.forEach(leaf -> expected.add(leaf.child()));
        assertThat(visited).isEqualTo(expected);
        assertThat(want.isComplete()).isTrue();
    }

    /** Returns a tree of one leaf of one byte, named a thousand times by a node that is named a thousand times. */
    private DagLink thousandfold() {
        DagLink leaf = new DagLink(cid("leaf"), 1, 1);
        DagLink inner = add(new DagNode(Collections.nCopies(UnixFsProfile.MAX_LINKS, leaf)));
        return add(new DagNode(Collections.nCopies(UnixFsProfile.MAX_LINKS, inner)));
    }

    private int looksUntilTheEnd(Want want) {
        int looks = 0;
        while (want.next() != null) {
            looks++;
            want.descend(holdings, NOW_MILLIS);
        }
        return looks;
    }

    private Want want(DagLink root) {
        return want(root, PutRecord.MAX_SIZE_CLASS);
    }

    private static Want want(DagLink root, int sizeClass) {
        WantedRecord record = new WantedRecord(new RecordContent(root.child(), BOX), sizeClass, NOW_MILLIS);
        return new Want(record, null, new Attempts(CoreLimits.RETRY_MILLIS, NOW_MILLIS));
    }

    /** Puts a node here and returns the link to it. */
    private DagLink add(DagNode node) {
        Cid cid = Cid.of(Cid.Codec.DAG_PB, node.encode());
        holdings.nodes.put(cid, node);
        holdings.blocks.add(cid);
        return new DagLink(cid, node.sizes().cumulativeBytes(), node.fileBytes());
    }

    private static Cid cid(String text) {
        return Cid.ofRaw(text.getBytes(StandardCharsets.UTF_8));
    }
}
