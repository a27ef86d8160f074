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
import carnet.storage.chain.ChainWriter;
import carnet.storage.chain.WantedRecord;
import carnet.storage.kv.Batch;
import carnet.storage.kv.Durability;
import carnet.storage.kv.MemoryStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One peer that holds everything, and answers when the test says so. */
class ReplicationTest {
    private static final int SIZE_CLASS = 10;
    private static final int ROUNDS = 20;
    private static final int IN_VAIN = CoreLimits.ACTIVE_WANTS + 8;
    private static final int LOST_IN_VAIN = CoreLimits.ACTIVE_REPAIRS + 8;
    private static final long IN_VAIN_MILLIS = 300_000;

    private static final NodeId SELF = NodeId.of(SigningKey.fromSeed(new byte[] {
                1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
            })
            .publicKey());

    private final MemoryStore store = new MemoryStore();
    private final ChainReader stored = new ChainReader(store);
    private final BlocksHere holdings = new BlocksHere();
    private final Peers peers = new Peers();
    private final Set<Cid> here = holdings.blocks;
    private final Map<Cid, DagNode> nodes = holdings.nodes;
    private final SortedSet<Cid> lost = holdings.lost;
    private final NodeId peer =
            NodeId.of(SigningKey.fromSeed(new byte[SigningKey.SEED_BYTES]).publicKey());
    private final Replication replication = new Replication(SELF, stored, holdings, peers, new Random(1));
    private final List<Cid> asked = new ArrayList<>();
    private long nowMillis = 1_000_000;

    @BeforeEach
    void connect() {
        peers.up(peer);
        replication.onPeerUp(peer, nowMillis);
    }

    @Test
    void whatIsNamedWhileTheListIsBeingReadIsFetchedTooWhereverItStandsInTheList() {
        List<WantedRecord> records = records(CoreLimits.ACTIVE_WANTS + 30);
        name(records.subList(10, records.size()));
        step();
        answer();
        step();
        step();
        assertThat(replication.activeCount()).isEqualTo(CoreLimits.ACTIVE_WANTS);
        assertThat(stored.heldAfter(null, 1)).isNotEmpty();

        name(records.subList(0, 10));
        for (int i = 0; i < ROUNDS; i++) {
            answer();
            step();
        }

        assertThat(stored.wantedAfter(null, records.size())).isEmpty();
        assertThat(replication.activeCount()).isZero();
    }

    /** A million steps in two blocks, all here: those who walk it would do nothing else for long. */
    @Test
    void aTreeThatNamesFarMoreBlocksThanItsSizeClassHasIsGivenUp() {
        Cid leaf = cid("leaf");
        DagNode child = new DagNode(Collections.nCopies(UnixFsProfile.MAX_LINKS, new DagLink(leaf, 1, 1)));
        DagNode root = new DagNode(Collections.nCopies(
                UnixFsProfile.MAX_LINKS,
                new DagLink(
                        Cid.of(Cid.Codec.DAG_PB, child.encode()),
                        child.bytesBelow() + child.encode().length,
                        child.fileBytes())));
        Cid payload = Cid.of(Cid.Codec.DAG_PB, root.encode());
        nodes.put(Cid.of(Cid.Codec.DAG_PB, child.encode()), child);
        nodes.put(payload, root);
        here.addAll(List.of(leaf, payload, Cid.of(Cid.Codec.DAG_PB, child.encode()), cid("key box")));

        replication.want(new WantedRecord(new RecordContent(payload, cid("key box")), 20, 0), null, nowMillis);
        for (int i = 0; i < ROUNDS; i++) {
            step();
        }
        assertThat(replication.activeCount()).isZero();
        assertThat(stored.heldAfter(null, 1)).isEmpty();
    }

    /** Each level that a walk goes down keeps a thousand blocks in memory. */
    @Test
    void aTreeDeeperThanAnyFileNeedsIsGivenUp() {
        assertThat(isTakenUp(chain(UnixFsProfile.MAX_DEPTH, 0))).isTrue();
        assertThat(isTakenUp(chain(UnixFsProfile.MAX_DEPTH + 1, 0))).isFalse();
    }

    @Test
    void aTreeWhoseBlocksAreLongerThanItSaysIsGivenUp() {
        assertThat(isTakenUp(chain(2, 1))).isFalse();
    }

    /** Returns a leaf below so many nodes, each of which says so many bytes too many of what lies below it. */
    private Cid chain(int depth, int tooMany) {
        DagLink link = new DagLink(cid("leaf"), 1, 1);
        Cid root = link.child();
        for (int i = 0; i < depth; i++) {
            DagNode node = new DagNode(List.of(link));
            root = Cid.of(Cid.Codec.DAG_PB, node.encode());
            nodes.put(root, node);
            here.add(root);
            link = new DagLink(root, node.encode().length + node.bytesBelow() + tooMany, 1);
        }
        return root;
    }

    /** Returns whether a record of which all is here is held in the end. */
    private boolean isTakenUp(Cid payload) {
        here.addAll(List.of(cid("leaf"), cid("key box")));
        RecordContent record = new RecordContent(payload, cid("key box"));
        replication.want(new WantedRecord(record, 20, 0), null, nowMillis);
        for (int i = 0; i < ROUNDS; i++) {
            step();
        }
        return stored.isHeld(record);
    }

    @Test
    void whatWasLostBeforeTheStartIsFetchedAgain() {
        lose(3 * CoreLimits.ACTIVE_REPAIRS);
        step();
        fetchAll();
        assertThat(lost).isEmpty();
    }

    @Test
    void whatIsLostLaterIsFetchedAgainWhereverItStandsInTheList() {
        step();
        for (int i = 0; i < 3; i++) {
            lose(CoreLimits.ACTIVE_REPAIRS - 10);
            replication.repair();
            step();
        }
        fetchAll();
        assertThat(lost).isEmpty();
    }

    @Test
    void recordsThatNobodyHasAreAskedForNowAndThenUntilSomebodyHasThem() {
        name(records(IN_VAIN));
        assertThat(fetchesInVain()).isBetween(2 * IN_VAIN, 2 * mostInVain(IN_VAIN));
        replication.onPeerUp(peer, nowMillis);
        step();
        fetchAll();
        assertThat(stored.wantedAfter(null, 1)).isEmpty();
    }

    @Test
    void lostBlocksThatNobodyHasAreAskedForNowAndThenUntilSomebodyHasThem() {
        lose(LOST_IN_VAIN);
        assertThat(fetchesInVain()).isBetween(LOST_IN_VAIN, mostInVain(LOST_IN_VAIN));
        replication.onPeerUp(peer, nowMillis);
        step();
        fetchAll();
        assertThat(lost).isEmpty();
    }

    @Test
    void recordsThatWereSetAsideAreTriedAgainThoughNothingHappens() {
        name(records(IN_VAIN));
        fetchesInVain();
        for (long end = nowMillis + 2 * CoreLimits.MAX_RETRY_MILLIS; nowMillis < end; ) {
            step();
            if (asked.isEmpty()) {
                nowMillis = Math.max(nowMillis, Math.min(end, replication.wakeMillis()));
            }
            answer();
        }
        assertThat(stored.wantedAfter(null, 1)).isEmpty();
    }

    @Test
    void recordsThatAPeerSaysItHasAndNeverGivesMakeRoomForOthers() {
        List<WantedRecord> records = records(IN_VAIN);
        Set<Cid> given = new HashSet<>();
        List<RecordContent> good = new ArrayList<>();
        for (WantedRecord record : records.subList(CoreLimits.ACTIVE_WANTS, IN_VAIN)) {
            good.add(record.content());
            given.addAll(List.of(record.content().payloadCid(), record.content().keyBoxCid()));
        }
        name(records);
        records.forEach(record -> {
            peers.holds(peer, record.content());
            replication.onHolder(peer, record.content(), nowMillis);
        });
        for (long end = nowMillis + 60_000; nowMillis < end && !good.stream().allMatch(stored::isHeld); ) {
            step();
            List<Cid> refused =
                    asked.stream().filter(cid -> !given.contains(cid)).toList();
            asked.removeAll(refused);
            answer();
            refused.forEach(cid -> replication.onFailed(cid, peer, FetchFailure.UNREACHABLE, nowMillis));
        }
        assertThat(good).allMatch(stored::isHeld);
    }

    @Test
    void aRecordThatIsDroppedInTheSameDrainIsNotTakenFromTheListAgain() {
        List<WantedRecord> records = records(CoreLimits.ACTIVE_WANTS + 1);
        RecordContent dropped = records.get(CoreLimits.ACTIVE_WANTS).content();
        name(records);
        step();
        fetchUntilComplete();

        replication.forget(dropped);
        step();
        commit(writer -> writer.notWanted(dropped));
        fetchAll();

        assertThat(stored.isHeld(dropped)).isFalse();
        assertThat(replication.activeCount()).isZero();
    }

    private void fetchUntilComplete() {
        while (stored.heldAfter(null, 1).isEmpty()) {
            answer();
            step();
        }
    }

    /** Returns how often was asked in some minutes in which the peer has nothing. */
    private int fetchesInVain() {
        int fetches = 0;
        for (long end = nowMillis + IN_VAIN_MILLIS; nowMillis < end; ) {
            step();
            fetches += asked.size();
            asked.forEach(cid -> replication.onFailed(cid, peer, FetchFailure.NOT_FOUND, nowMillis));
            asked.clear();
        }
        return fetches;
    }

    private static int mostInVain(int items) {
        return (int) (2L * items * IN_VAIN_MILLIS / CoreLimits.MAX_RETRY_MILLIS);
    }

    private void fetchAll() {
        while (!asked.isEmpty()) {
            answer();
            step();
        }
    }

    private void lose(int count) {
        int before = lost.size();
        for (int i = 0; i < count; i++) {
            lost.add(cid("lost " + (before + i)));
        }
    }

    /** Names records as a block does: their rows are committed with it. */
    private void name(List<WantedRecord> records) {
        for (WantedRecord record : records) {
            replication.want(record, null, nowMillis);
        }
        commit(writer -> records.forEach(writer::wanted));
    }

    /** One drain: asks, and commits what is complete. */
    private void step() {
        nowMillis += 10;
        Effects fx = new Effects();
        List<WantedRecord> complete = replication.pump(nowMillis, fx);
        commit(writer -> complete.forEach(record -> {
            writer.held(record);
            writer.notWanted(record.content());
        }));
        for (Effects.Outbound outbound : fx.outbound()) {
            if (outbound instanceof Effects.Outbound.Fetch fetch) {
                asked.add(fetch.cid());
            }
        }
    }

    /** The peer answers all questions. */
    private void answer() {
        for (Cid cid : asked) {
            here.add(cid);
            lost.remove(cid);
            replication.onStored(cid, peer, nowMillis);
        }
        asked.clear();
    }

    private void commit(Consumer<ChainWriter> rows) {
        Batch batch = new Batch();
        rows.accept(new ChainWriter(batch));
        store.write(batch, Durability.SYNCED);
    }

    /** Returns records in the order in which the list on the disk has them. */
    private static List<WantedRecord> records(int count) {
        List<WantedRecord> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(new WantedRecord(new RecordContent(cid("payload " + i), cid("key box " + i)), SIZE_CLASS, 0));
        }
        records.sort(Comparator.comparing(WantedRecord::content));
        return records;
    }

    private static Cid cid(String text) {
        return Cid.ofRaw(text.getBytes(StandardCharsets.UTF_8));
    }
}
