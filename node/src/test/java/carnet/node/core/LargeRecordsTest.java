package carnet.node.core;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.tx.RecordContent;
import carnet.crypto.cid.Cid;
import carnet.crypto.cid.DagLink;
import carnet.crypto.cid.DagNode;
import carnet.crypto.cid.UnixFsProfile;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.SigningKey;
import carnet.storage.chain.ChainReader;
import carnet.storage.chain.WantedRecord;
import carnet.storage.kv.MemoryStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records whose blocks are here, which takes many steps to find out, beside others that wait. */
class LargeRecordsTest {
    private static final int LINKS = UnixFsProfile.KUBO_DEFAULT.links();
    private static final int LEAVES = LINKS * LINKS;
    private static final int STEPS = 2 * LEAVES / CoreLimits.LOOKUPS_PER_RECORD;

    private final BlocksHere holdings = new BlocksHere();
    private final Peers peers = new Peers();
    private final NodeId peer = node(1);
    private final Set<Cid> here = holdings.blocks;
    private final Map<Cid, DagNode> nodes = holdings.nodes;
    private final Replication replication =
            new Replication(node(2), new ChainReader(new MemoryStore()), holdings, peers, new Random(1));
    private final List<Cid> asked = new ArrayList<>();
    private final List<RecordContent> complete = new ArrayList<>();
    private long nowMillis = 1_000_000;
    private int nobodys;

    @BeforeEach
    void connect() {
        peers.up(peer);
        replication.onPeerUp(peer, nowMillis);
    }

    @Test
    void aRecordIsLookedThroughHoweverSlowThatIsAndHoweverManyWait() {
        WantedRecord large = largeRecord("large");
        want(large);
        for (int i = 0; i < STEPS; i++) {
            wantMoreThanThereIsRoomFor();
            step(1_000);
        }
        assertThat(complete).contains(large.content());
    }

    @Test
    void aSmallOneDoesNotWaitForTheLargeOnesThatCameBefore() {
        for (int i = 0; i < CoreLimits.LOOKUPS_PER_STEP / CoreLimits.LOOKUPS_PER_RECORD; i++) {
            want(largeRecord("large " + i));
        }
        WantedRecord small = record(cid("small"), 10);
        here.addAll(List.of(small.content().payloadCid(), small.content().keyBoxCid()));
        want(small);
        step(10);
        step(10);
        assertThat(complete).containsExactly(small.content());
    }

    @Test
    void aRecordThatIsCompleteMakesNoRoomForOthers() {
        WantedRecord record = record(cid("put here later"), 10);
        want(record);
        wantMoreThanThereIsRoomFor();
        step(10);
        do {
            fail();
            step(10);
        } while (!asked.contains(record.content().payloadCid()));
        nowMillis += CoreLimits.STUCK_MILLIS;
        here.addAll(List.of(record.content().payloadCid(), record.content().keyBoxCid()));
        fail();
        step(10);
        assertThat(complete).containsExactly(record.content());
    }

    /** Those who have the inner node count so, and all nodes are to come to the same verdict. */
    @Test
    void whatAnInnerNodeNamesCountsAsOftenAsTheTreeNamesItThoughItIsFetchedOnce() {
        here.add(cid("leaf"));
        DagNode child = new DagNode(Collections.nCopies(1_000, new DagLink(cid("leaf"), 1, 1)));
        Cid fetched = add(child);
        here.remove(fetched);
        DagLink link = new DagLink(fetched, child.sizes().cumulativeBytes(), child.fileBytes());
        WantedRecord record = record(add(new DagNode(Collections.nCopies(LINKS, link))), 30);
        here.add(record.content().keyBoxCid());
        want(record);
        step(10);
        step(10);
        assertThat(asked).containsExactly(fetched);
        here.add(fetched);
        replication.onStored(fetched, peer, nowMillis);
        while (replication.activeCount() > 0) {
            step(10);
        }
        assertThat(complete).isEmpty();
    }

    private void want(WantedRecord record) {
        replication.want(record, peer, nowMillis);
    }

    private void wantMoreThanThereIsRoomFor() {
        for (int i = 0; i < CoreLimits.ACTIVE_WANTS; i++) {
            want(record(cid("nobody's " + ++nobodys), 10));
        }
    }

    private void step(long millis) {
        nowMillis += millis;
        Effects fx = new Effects();
        replication.pump(nowMillis, fx).forEach(record -> complete.add(record.content()));
        for (Effects.Outbound outbound : fx.outbound()) {
            if (outbound instanceof Effects.Outbound.Fetch fetch) {
                asked.add(fetch.cid());
            }
        }
    }

    /** The peer has nothing of what it was asked for. */
    private void fail() {
        List<Cid> failed = List.copyOf(asked);
        asked.clear();
        failed.forEach(cid -> replication.onFailed(cid, peer, FetchFailure.NOT_FOUND, nowMillis));
    }

    /** Returns a record of three levels, all here; no two of its nodes are the same. */
    private WantedRecord largeRecord(String name) {
        List<DagLink> children = new ArrayList<>();
        for (int i = 0; i < LINKS; i++) {
            Cid leaf = cid(name + " " + i);
            here.add(leaf);
            DagNode child = new DagNode(Collections.nCopies(LINKS, new DagLink(leaf, 1, 1)));
            children.add(new DagLink(add(child), child.sizes().cumulativeBytes(), child.fileBytes()));
        }
        WantedRecord record = record(add(new DagNode(children)), 34);
        here.add(record.content().keyBoxCid());
        return record;
    }

    private Cid add(DagNode node) {
        Cid cid = Cid.of(Cid.Codec.DAG_PB, node.encode());
        nodes.put(cid, node);
        here.add(cid);
        return cid;
    }

    private static WantedRecord record(Cid payload, int sizeClass) {
        return new WantedRecord(new RecordContent(payload, cid("key box of " + payload)), sizeClass, 0);
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
