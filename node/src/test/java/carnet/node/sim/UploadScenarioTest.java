package carnet.node.sim;

import static carnet.node.sim.Story.A;
import static carnet.node.sim.Story.B;
import static carnet.node.sim.Story.C;
import static carnet.node.sim.Story.D;
import static carnet.node.sim.Story.E;
import static org.assertj.core.api.Assertions.assertThat;

import carnet.crypto.cid.Cid;
import carnet.node.wire.DealtChunk;
import carnet.node.wire.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A file is copied while it is uploaded. Every node has a wire of 94 Mbit/s, and the upload is as fast as that. */
class UploadScenarioTest {
    private static final long HOUR_MILLIS = 60 * 60_000;
    private static final int FILE_BYTES = 8 << 20;
    private static final long WIRE_MILLIS = FILE_BYTES / Uplink.BYTES_PER_MILLI;

    /** How much later the copies begin than the upload. */
    private static final long FIRST_MILLIS = 5 * (256 << 10) / Uplink.BYTES_PER_MILLI;

    /** What one node that fails may cost the others: the time until it is found out, and its chunks anew. */
    private static final long LOST_MILLIS = 3_500;

    @Test
    void soonAfterItIsAcceptedAllNodesHoldIt() {
        Story story = Story.ofFive();
        RecordFile file = file();
        upload(story, file, file.blocks().size());
        assertThat(millisUntilHeld(story, file, B, C, D, E)).isLessThan(WIRE_MILLIS / 4 + FIRST_MILLIS);
        assertThat(sentBytes(story)).isBetween((long) FILE_BYTES, share(1.15));
        story.agree();
    }

    @Test
    void aSmallFileIsCopiedWhenItIsAcceptedHoweverManyCameBefore() {
        Story story = Story.ofFive();
        for (int i = 0; i < 10; i++) {
            RecordFile file = RecordFile.ofSize((1 << 20) - i, new Dice(i));
            long before = sentBytes(story);
            file.blocks().forEach(story.machine(A)::upload);
            story.world().run(200);
            assertThat(sentBytes(story)).isEqualTo(before);
            submit(story, file);
            millisUntilHeld(story, file, B, C, D, E);
        }
    }

    @Test
    void whatIsNotCopiedWhenTheRecordComesIsNotDealtAnew() {
        Story story = Story.ofFive();
        RecordFile file = file();
        file.blocks().forEach(story.machine(A)::upload);
        submit(story, file);
        assertThat(millisUntilHeld(story, file, B, C, D, E)).isLessThan((long) (1.4 * WIRE_MILLIS));
        assertThat(sentBytes(story)).isLessThan(share(1.15));
    }

    @Test
    void whatANodeThatCrashesWasDealtIsFetchedByTheOthers() {
        Story story = Story.ofFive();
        RecordFile file = file();
        upload(story, file, file.blocks().size() / 2);
        story.switchOff(B);
        upload(story, file, file.blocks().size());
        assertThat(millisUntilHeld(story, file, C, D, E)).isLessThan(WIRE_MILLIS + LOST_MILLIS);
        story.switchOn(B);
        story.agree();
    }

    @Test
    void anUploadThatIsBrokenOffLeavesNobodyAsking() {
        Story story = Story.ofFive();
        RecordFile file = file();
        file.blocks().forEach(story.machine(A)::upload);
        story.switchOff(A);
        story.machine(A).wipe();
        story.switchOn(A);
        story.world().run(30_000);
        long before = requests(story);
        story.world().run(60_000);
        assertThat(requests(story)).isEqualTo(before);
        story.agree();
    }

    @Test
    void aChunkThatIsLargerThanAnyLeafIsDealtToNobody() {
        Story story = Story.ofFive();
        byte[] large = new Dice(1).bytes((1 << 20) + 1);
        long before = story.world().tally().get(Count.DISCONNECTS);
        story.machine(A).upload(new RecordFile.Chunk(Cid.ofRaw(large), large));
        story.agree();
        assertThat(story.world().tally().get(Count.DISCONNECTS)).isEqualTo(before);
    }

    @Test
    void aNodeThatDealsWhatNobodyHasCostsLittle() {
        Story story = Story.of(Setup.healthy(5).withHostile(), 1);
        Hostile liar = Objects.requireNonNull(story.world().hostileNode());
        Dice dice = new Dice(1);
        List<DealtChunk> lies = new ArrayList<>();
        for (int i = 0; i < 900; i++) {
            lies.add(new DealtChunk(
                    Cid.ofRaw(dice.bytes(40)), 256 << 10, story.machine(i % 5).id()));
        }
        liar.sendToAll(new Message.Uploaded(lies));
        RecordFile file = file();
        submit(story, file);
        assertThat(millisUntilHeld(story, file, B, C, D, E)).isLessThan(2 * WIRE_MILLIS + LOST_MILLIS);
        story.world().run(30_000);
        long before = requests(story);
        story.world().run(60_000);
        assertThat(requests(story)).isEqualTo(before);
    }

    @Test
    void aNodeThatDealsChunksAndDoesNotSendThemDelaysNoRecord() {
        Dice dice = new Dice(1);
        assertThat(millisAfterSilence(i -> Cid.ofRaw(dice.bytes(40)))).isLessThan(WIRE_MILLIS + LOST_MILLIS);
    }

    @Test
    void norDoesANodeThatDealsAnothersChunks() {
        List<RecordFile.Chunk> leaves = file().blocks();
        assertThat(millisAfterSilence(i -> leaves.get(i % leaves.size()).cid())).isLessThan(WIRE_MILLIS + LOST_MILLIS);
    }

    /** Returns how long a record takes after a node has dealt chunks that it does not send. */
    private static long millisAfterSilence(IntFunction<Cid> chunks) {
        Story story = Story.of(Setup.healthy(5).withHostile(), 1);
        Hostile liar = Objects.requireNonNull(story.world().hostileNode());
        int liarIndex = story.world().links().indexOf(liar.id());
        for (Machine machine : story.world().machines()) {
            story.world().wires().cut(machine.index(), liarIndex);
        }
        List<DealtChunk> silent = new ArrayList<>();
        for (int i = 0; i < 900; i++) {
            silent.add(new DealtChunk(
                    chunks.apply(i), 32 << 10, story.machine(i % 5).id()));
        }
        liar.sendToAll(new Message.Uploaded(silent));
        story.world().run(100);
        RecordFile file = file();
        submit(story, file);
        long millis = millisUntilHeld(story, file, B, C, D, E);
        story.mend();
        return millis;
    }

    private static RecordFile file() {
        return RecordFile.ofSize(FILE_BYTES, new Dice(FILE_BYTES));
    }

    /** Uploads at A what was not uploaded, up to a number of chunks; with the last one the record is submitted. */
    private static void upload(Story story, RecordFile file, int upTo) {
        for (RecordFile.Chunk chunk : file.blocks().subList(0, upTo)) {
            if (!story.machine(A).chunks().has(chunk.cid())) {
                story.world().run(chunk.bytes().length / Uplink.BYTES_PER_MILLI);
                story.machine(A).upload(chunk);
            }
        }
        if (upTo == file.blocks().size()) {
            submit(story, file);
        }
    }

    private static void submit(Story story, RecordFile file) {
        story.world().clients().put(story.machine(A), story.member(), file, HOUR_MILLIS);
    }

    private static long millisUntilHeld(Story story, RecordFile file, Integer... nodes) {
        long begin = story.world().timeline().nowMillis();
        story.until("held", () -> Stream.of(nodes)
                .allMatch(node -> story.machine(node).disk().isHeld(file.content())));
        return story.world().timeline().nowMillis() - begin;
    }

    private static long sentBytes(Story story) {
        return story.world().bulk().sentBytes(A);
    }

    private static long requests(Story story) {
        return story.world().tally().get(Count.CHUNK_REQUESTS);
    }

    private static long share(double part) {
        return (long) (part * FILE_BYTES);
    }
}
