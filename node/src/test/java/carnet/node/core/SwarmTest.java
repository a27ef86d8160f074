package carnet.node.core;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.tx.RecordContent;
import carnet.crypto.cid.Cid;
import carnet.crypto.cid.DagLink;
import carnet.crypto.cid.DagNode;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.SigningKey;
import carnet.node.wire.Message;
import carnet.storage.chain.ChainReader;
import carnet.storage.chain.WantedRecord;
import carnet.storage.kv.MemoryStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whom a node asks: one peer holds all records, others have some chunks or nothing. */
class SwarmTest {
    private static final NodeId HOLDER = node(1);
    private static final NodeId OTHER = node(2);
    private static final int LEAVES = 16;
    private static final long LEAF_BYTES = 64 << 10;

    private final BlocksHere holdings = new BlocksHere();
    private final Peers peers = new Peers();
    private final Map<Cid, DagNode> nodes = holdings.nodes;
    private final Set<Cid> here = holdings.blocks;
    private final Replication replication =
            new Replication(node(0), new ChainReader(new MemoryStore()), holdings, peers, new Random(1));
    private final List<Effects.Outbound.Fetch> asked = new ArrayList<>();
    private long nowMillis = 1_000_000;

    @Test
    void whatAPeerSaidToHaveWhileItFailedIsAskedOfItOnceItWorksAgain() {
        List<Cid> ofOther = leavesOfTheOther();
        fail(ofOther.get(0));
        have(ofOther.get(1));
        step(10);
        replication.onStored(cid("something"), OTHER, nowMillis);
        step(CoreLimits.UNHELPFUL_MILLIS);
        assertThat(asked).contains(new Effects.Outbound.Fetch(OTHER, ofOther.get(1), (int) LEAF_BYTES, false));
    }

    @Test
    void whatAPeerHeldInFullWhileItFailedIsAskedOfItOnceItWorksAgain() {
        List<Cid> ofOther = leavesOfTheOther();
        fail(ofOther.get(0));
        holds(OTHER, record());
        step(10);
        replication.onStored(cid("something"), OTHER, nowMillis);
        step(CoreLimits.UNHELPFUL_MILLIS);
        assertThat(asked).contains(new Effects.Outbound.Fetch(OTHER, ofOther.get(1), (int) LEAF_BYTES, false));
    }

    @Test
    void aPeerThatDidNotSendWhatItSaidItHasIsNotBelievedBecauseItComesBack() {
        List<Cid> ofOther = leavesOfTheOther();
        fail(ofOther.get(0));
        peers.down(OTHER);
        replication.onPeerDown(OTHER, nowMillis);
        connect(OTHER);
        have(ofOther.get(1));
        step(CoreLimits.UNHELPFUL_MILLIS);
        assertThat(asked)
                .doesNotContain(new Effects.Outbound.Fetch(OTHER, ofOther.get(1), (int) LEAF_BYTES, false))
                .contains(new Effects.Outbound.Fetch(HOLDER, ofOther.get(1), (int) LEAF_BYTES, false));
    }

    /** A peer can say all day that it has what nobody asks it for. */
    @Test
    void aPeerThatOnlyTalksIsNotWaitedForWhenOthersGaveTheirs() {
        List<Cid> ofOther = leavesOfTheOther();
        receiveAll();
        for (long end = nowMillis + 2 * CoreLimits.PATIENCE_MILLIS; nowMillis < end; ) {
            have(cid("chatter " + nowMillis));
            step(100);
        }
        assertThat(asked).extracting(Effects.Outbound.Fetch::cid).containsAll(ofOther);
    }

    /** What is on its way from somebody else is never asked of whoever says to have it. */
    @Test
    void norDoesItHelpToNameWhatIsUnderWay() {
        List<Cid> ofOther = leavesOfTheOther();
        for (Effects.Outbound.Fetch underWay : List.copyOf(asked)) {
            have(underWay.cid());
            for (int i = 0; i < CoreLimits.PATIENCE_CHUNKS; i++) {
                replication.onStored(cid("other " + nowMillis + " " + i), HOLDER, nowMillis);
            }
            step(CoreLimits.PATIENCE_MILLIS / 2);
        }
        assertThat(asked).extracting(Effects.Outbound.Fetch::cid).containsAll(ofOther);
    }

    @Test
    void aPeerThatSaysNowAndThenThatItHasALeafOfItsOwnIsWaitedFor() {
        List<Cid> ofOther = leavesOfTheOther();
        receiveAll();
        for (Cid leaf : ofOther.subList(0, ofOther.size() - 1)) {
            step(CoreLimits.PATIENCE_MILLIS / 2);
            have(leaf);
            step(10);
            receive(asked.stream().filter(fetch -> fetch.cid().equals(leaf)).toList());
        }
        assertThat(asked).extracting(Effects.Outbound.Fetch::cid).doesNotContain(ofOther.get(ofOther.size() - 1));
        assertThat(asked)
                .filteredOn(fetch -> ofOther.contains(fetch.cid()))
                .extracting(Effects.Outbound.Fetch::peer)
                .containsOnly(OTHER);
    }

    @Test
    void peersThatHaveNothingTakeNoShareOfWhatMayBeUnderWay() {
        List.of(HOLDER, OTHER, node(3), node(4)).forEach(this::connect);
        for (int i = 0; i < CoreLimits.FETCHES; i++) {
            WantedRecord small = new WantedRecord(new RecordContent(cid("payload " + i), cid("box " + i)), 10, 0);
            replication.want(small, null, nowMillis);
            holds(HOLDER, small);
        }
        step(10);
        assertThat(asked).hasSize(CoreLimits.FETCHES);
    }

    /** Returns those leaves of a new record that another peer is to bring. */
    private List<Cid> leavesOfTheOther() {
        connect(HOLDER);
        connect(OTHER);
        WantedRecord record = record();
        replication.want(record, null, nowMillis);
        holds(HOLDER, record);
        step(10);
        List<Cid> leaves = new ArrayList<>();
        for (int i = 0; i < LEAVES; i++) {
            Cid leaf = cid("leaf " + i);
            if (asked.stream().noneMatch(fetch -> fetch.cid().equals(leaf))) {
                leaves.add(leaf);
            }
        }
        return leaves;
    }

    /** All that was asked for comes. */
    private void receiveAll() {
        receive(List.copyOf(asked));
    }

    private void receive(List<Effects.Outbound.Fetch> fetches) {
        for (Effects.Outbound.Fetch fetch : fetches) {
            here.add(fetch.cid());
            replication.onReceived(fetch.peer(), fetch.cid(), nowMillis);
            replication.onStored(fetch.cid(), fetch.peer(), nowMillis);
        }
        step(10);
    }

    /** The other one says that it has a leaf, and has not. */
    private void fail(Cid leaf) {
        have(leaf);
        step(10);
        replication.onFailed(leaf, OTHER, FetchFailure.NOT_FOUND, nowMillis);
    }

    private void have(Cid leaf) {
        replication.onHave(OTHER, new Message.Have(List.of(leaf)), nowMillis);
    }

    private void holds(NodeId holder, WantedRecord record) {
        peers.holds(holder, record.content());
        replication.onHolder(holder, record.content(), nowMillis);
    }

    private void connect(NodeId peer) {
        peers.up(peer);
        replication.onPeerUp(peer, nowMillis);
    }

    private void step(long millis) {
        nowMillis += millis;
        Effects fx = new Effects();
        replication.pump(nowMillis, fx);
        for (Effects.Outbound outbound : fx.outbound()) {
            if (outbound instanceof Effects.Outbound.Fetch fetch) {
                asked.add(fetch);
            }
        }
    }

    /** Returns a record of which all but the leaves is here. */
    private WantedRecord record() {
        List<DagLink> links = new ArrayList<>();
        for (int i = 0; i < LEAVES; i++) {
            links.add(new DagLink(cid("leaf " + i), LEAF_BYTES, LEAF_BYTES));
        }
        DagNode root = new DagNode(links);
        Cid payload = Cid.of(Cid.Codec.DAG_PB, root.encode());
        nodes.put(payload, root);
        here.addAll(List.of(payload, cid("box")));
        return new WantedRecord(new RecordContent(payload, cid("box")), 20, 0);
    }

    private static NodeId node(int number) {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        seed[0] = (byte) number;
        return NodeId.of(SigningKey.fromSeed(seed).publicKey());
    }

    private static Cid cid(String text) {
        return Cid.ofRaw(text.getBytes(StandardCharsets.UTF_8));
    }
}
