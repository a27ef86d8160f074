package carnet.node.core;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.tx.RecordContent;
import carnet.crypto.cid.Cid;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.SigningKey;
import carnet.node.wire.Message;
import carnet.storage.chain.ChainReader;
import carnet.storage.chain.ChainWriter;
import carnet.storage.chain.WantedRecord;
import carnet.storage.kv.Batch;
import carnet.storage.kv.Durability;
import carnet.storage.kv.MemoryStore;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** What a node knows of who holds a record, and what it asks to know it. */
class HolderQuestionsTest {
    private static final NodeId PEER =
            NodeId.of(SigningKey.fromSeed(new byte[SigningKey.SEED_BYTES]).publicKey());

    private final MemoryStore store = new MemoryStore();
    private final Peers peers = new Peers();
    private final HolderQuestions questions = new HolderQuestions(new ChainReader(store), peers);
    private final Effects fx = new Effects();

    @Test
    void aNodeThatIsBackIsNoHolderUntilItSaysSo() {
        RecordContent record = content("record");
        peers.up(PEER);
        peers.holds(PEER, record);
        assertThat(peers.holders(record)).containsExactly(PEER);

        peers.down(PEER);
        peers.up(PEER);
        assertThat(peers.holders(record)).isEmpty();

        peers.holds(PEER, record);
        assertThat(peers.holders(record)).containsExactly(PEER);
    }

    @Test
    void noMoreRecordsAreAskedAboutThanAreRemembered() {
        write(CoreLimits.REMEMBERED_HOLDERS / 2 + 100, "wanted", ChainWriter::wanted);
        write(CoreLimits.REMEMBERED_HOLDERS, "held", ChainWriter::held);
        questions.onPeerUp(PEER, fx);
        List<RecordContent> asked = asked();
        assertThat(asked.size()).isEqualTo(CoreLimits.REMEMBERED_HOLDERS);
        assertThat(new HashSet<>(asked).size()).isEqualTo(CoreLimits.REMEMBERED_HOLDERS);
    }

    @Test
    void callersWhoLookAtARecordAgainAndAgainHaveItAskedAboutOnceInAWhile() {
        peers.up(PEER);
        for (int i = 0; i < 10; i++) {
            questions.about(content("record"), 1_000_000 + i, fx);
        }
        assertThat(asked()).containsExactly(content("record"));
        questions.about(content("record"), 1_000_000 + CoreLimits.ASK_HOLDERS_MILLIS, fx);
        assertThat(asked()).hasSize(2);
    }

    private List<RecordContent> asked() {
        return fx.outbound().stream()
                .map(outbound -> ((Effects.Outbound.Send) outbound).message())
                .flatMap(message -> ((Message.WhoHolds) message).records().stream())
                .toList();
    }

    private void write(int count, String name, BiConsumer<ChainWriter, WantedRecord> row) {
        Batch batch = new Batch();
        ChainWriter writer = new ChainWriter(batch);
        for (int i = 0; i < count; i++) {
            row.accept(writer, new WantedRecord(content(name + " " + i), 10, 0));
        }
        store.write(batch, Durability.SYNCED);
    }

    private static RecordContent content(String name) {
        return new RecordContent(cid("payload of " + name), cid("key box of " + name));
    }

    private static Cid cid(String text) {
        return Cid.ofRaw(text.getBytes(StandardCharsets.UTF_8));
    }
}
