package carnet.node.core;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.block.Block;
import carnet.consensus.block.ExtendedHeader;
import carnet.consensus.ledger.Delta;
import carnet.consensus.tx.RecordContent;
import carnet.crypto.cid.Cid;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.SigningKey;
import carnet.node.wire.Message;
import carnet.node.wire.MessageCodec;
import carnet.storage.chain.ChainReader;
import carnet.storage.chain.ChainWriter;
import carnet.storage.chain.WantedRecord;
import carnet.storage.kv.Batch;
import carnet.storage.kv.Durability;
import carnet.storage.kv.MemoryStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A peer that asks long questions, all of them at once. */
class AnswersTest {
    private static final NodeId PEER =
            NodeId.of(SigningKey.fromSeed(new byte[SigningKey.SEED_BYTES]).publicKey());
    private static final long NOW_MILLIS = 1_000_000;
    private static final int FLOOD = 40;

    private final MemoryStore store = new MemoryStore();
    private final RecentBlocks recent = new RecentBlocks();
    private final Answers answers = new Answers(new ChainReader(store), new Mempool(), recent);
    private final Effects fx = new Effects();
    private final List<RecordContent> records = new ArrayList<>();

    @BeforeEach
    void hold() {
        Batch batch = new Batch();
        ChainWriter writer = new ChainWriter(batch);
        for (int i = 0; i < MessageCodec.MAX_IDS; i++) {
            records.add(new RecordContent(cid("payload " + i), cid("key box " + i)));
            writer.held(new WantedRecord(records.get(i), 10, 0));
        }
        store.write(batch, Durability.SYNCED);
    }

    @Test
    void whatWaitsIsBoundedInBytes() {
        Message question = new Message.WhoHolds(records);
        ask(question, FLOOD);
        int atOnce = answered();
        waitForAll();
        int longest = MessageCodec.encode(question).length;
        assertThat(answered() - atOnce).isBetween(1, CoreLimits.WAITING_QUESTION_BYTES / longest);
    }

    @Test
    void whatAnHonestPeerAsksWhenItConnectsIsAnswered() {
        int whole = CoreLimits.REMEMBERED_HOLDERS / MessageCodec.MAX_IDS;
        ask(new Message.WhoHolds(records), whole);
        ask(new Message.WhoHolds(records.subList(0, CoreLimits.REMEMBERED_HOLDERS % MessageCodec.MAX_IDS)), 1);
        ask(new Message.GetHeaders(List.of()), 1);
        waitForAll();
        assertThat(answered()).isEqualTo(whole + 2);
    }

    @Test
    void aPeerThatConnectsAnewHasUsedItsShareAllTheSame() {
        ask(new Message.WhoHolds(records), FLOOD);
        int before = answered();
        assertThat(before).isPositive();
        answers.forget(PEER);
        assertThat(answers.wakeMillis()).isEqualTo(Long.MAX_VALUE);

        ask(new Message.WhoHolds(records), 1);
        assertThat(answered()).isEqualTo(before);
        waitForAll();
        assertThat(answered()).isEqualTo(before + 1);
    }

    @Test
    void headersAreBoundedByTheBytesOfTheBlocksThatAreReadForThem() {
        Delta nothing = Delta.of(new TreeMap<>());
        int transactions = 9 * (CoreLimits.ANSWER_BYTES / 2) / 10 / SampleBlocks.TRANSACTION.sizeBytes();
        Batch batch = new Batch();
        ChainWriter writer = new ChainWriter(batch);
        for (int height = 1; height <= 4; height++) {
            Block block = SampleBlocks.block(height, transactions);
            writer.block(block, SampleBlocks.metaOf(block));
            writer.apply(block, SampleBlocks.metaOf(block), nothing, nothing);
        }
        store.write(batch, Durability.SYNCED);

        ask(new Message.GetHeaders(List.of()), 1);
        assertThat(fx.outbound()).singleElement().isInstanceOfSatisfying(Effects.Outbound.Send.class, sent -> {
            List<ExtendedHeader> headers = ((Message.Headers) sent.message()).headers();
            assertThat(headers)
                    .extracting(header -> header.seal().height())
                    .as("two blocks have nine tenths of the bytes")
                    .containsExactly(1L, 2L, 3L);
        });
    }

    @Test
    void aWholeBlockIsSentAsItLiesOnTheDisk() {
        Block block = SampleBlocks.block(1, 3);
        keep(block);
        ask(new Message.GetBlocks(List.of(block.hash())), 1);
        assertThat(fx.outbound()).singleElement().isInstanceOfSatisfying(Effects.Outbound.Send.class, sent -> {
            byte[] asBody = MessageCodec.encode(new Message.BlockBody(block));
            assertThat(MessageCodec.encode(sent.message())).isEqualTo(asBody);
        });
    }

    @Test
    void partsOfAnOldBlockAreDearSinceItIsDecodedForThem() {
        Block old = SampleBlocks.block(1, 1_000);
        Block fresh = SampleBlocks.block(2, 1_000);
        keep(old);
        keep(fresh);
        recent.addExecuted(fresh);

        ask(new Message.GetCompactBlock(fresh.hash()), FLOOD);
        int ofFresh = answered();
        waitForAll();
        int before = answered();
        long laterMillis = NOW_MILLIS + 1_000_000;
        for (int i = 0; i < FLOOD; i++) {
            answers.onQuestion(PEER, new Message.GetBlockTransactions(old.hash(), List.of(999)), laterMillis, fx);
        }
        assertThat(answered() - before).isBetween(1, ofFresh / 3);
    }

    private void keep(Block block) {
        Batch batch = new Batch();
        new ChainWriter(batch).block(block, SampleBlocks.metaOf(block));
        store.write(batch, Durability.SYNCED);
    }

    private void ask(Message question, int times) {
        for (int i = 0; i < times; i++) {
            answers.onQuestion(PEER, question, NOW_MILLIS, fx);
        }
    }

    private void waitForAll() {
        while (answers.wakeMillis() != Long.MAX_VALUE) {
            answers.proceed(answers.wakeMillis(), fx);
        }
    }

    private int answered() {
        return fx.outbound().size();
    }

    private static Cid cid(String text) {
        return Cid.ofRaw(text.getBytes(StandardCharsets.UTF_8));
    }
}
