package carnet.node.sim;

import static carnet.node.sim.Story.A;
import static carnet.node.sim.Story.B;
import static carnet.node.sim.Story.C;
import static carnet.node.sim.Story.D;
import static carnet.node.sim.Story.E;
import static org.assertj.core.api.Assertions.assertThat;

import carnet.crypto.cid.Cid;
import carnet.node.core.CoreLimits;
import carnet.node.wire.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How files spread from the node that accepted them. Every node has a wire of 94 Mbit/s. */
class SwarmScenarioTest {
    private static final long HOUR_MILLIS = 60 * 60_000;
    private static final int FILE_BYTES = 8 << 20;
    private static final long WIRE_MILLIS = FILE_BYTES / Uplink.BYTES_PER_MILLI;

    /** When the file is about half way: what goes wrong then hits chunks under way. */
    private static final long HALF_WAY_MILLIS = WIRE_MILLIS / 2;

    /** What one node that fails may cost the others: the time until it is found out, and its chunks anew. */
    private static final long LOST_MILLIS = 3_500;

    @Test
    void aFileLeavesItsNodeHardlyMoreThanOnce() {
        Story story = Story.ofFive();
        RecordFile file = put(story, FILE_BYTES);
        assertThat(millisUntilHeld(story, List.of(file), B, C, D, E)).isLessThan((long) (1.4 * WIRE_MILLIS));
        assertThat(story.world().bulk().sentBytes(A)).isBetween((long) FILE_BYTES, share(1.15));
    }

    @Test
    void manyFilesAtOnceLeaveTheirNodeHardlyMoreThanOnceAndTheFirstDoNotWaitForTheLast() {
        Story story = Story.ofFive();
        List<RecordFile> files = new ArrayList<>();
        int count = 48;
        int sizeBytes = 512 << 10;
        for (int i = 0; i < count; i++) {
            files.add(put(story, sizeBytes - i));
        }
        long firstQuarter = millisUntilHeld(story, files.subList(0, count / 4), B, C, D, E);
        long all = firstQuarter + millisUntilHeld(story, files, B, C, D, E);
        assertThat(firstQuarter).isLessThan(all / 2);
        assertThat(all).isLessThan((long) (1.4 * count * sizeBytes / Uplink.BYTES_PER_MILLI));
        assertThat(story.world().bulk().sentBytes(A)).isLessThan((long) (1.15 * count * sizeBytes));
    }

    @Test
    void whatANodeThatCrashesWasToBringIsFetchedByTheOthers() {
        Story story = Story.ofFive();
        RecordFile file = put(story, FILE_BYTES);
        story.world().run(HALF_WAY_MILLIS);
        story.switchOff(B);
        assertThat(millisUntilHeld(story, List.of(file), C, D, E)).isLessThan(WIRE_MILLIS + LOST_MILLIS);
        assertThat(story.world().bulk().sentBytes(A)).isLessThan(share(1.5));
        story.switchOn(B);
        story.agree();
    }

    @Test
    void whatANodeWithAFullDiskWasToBringIsFetchedByTheOthersAndThenNothingIsExpectedOfIt() {
        Story story = Story.ofFive();
        story.machine(B).diskFull(true);
        RecordFile first = put(story, FILE_BYTES);
        assertThat(millisUntilHeld(story, List.of(first), C, D, E)).isLessThan(WIRE_MILLIS + LOST_MILLIS);
        RecordFile second = put(story, FILE_BYTES - 1);
        assertThat(millisUntilHeld(story, List.of(second), C, D, E)).isLessThan((long) (1.5 * WIRE_MILLIS));
        story.machine(B).diskFull(false);
        story.agree();
    }

    @Test
    void nodesThatDoNotReachEachOtherGetWhatTheyLackFromOthers() {
        Story story = Story.ofFive();
        story.part(List.of(B), List.of(C, D));
        RecordFile file = put(story, FILE_BYTES);
        assertThat(millisUntilHeld(story, List.of(file), B, C, D, E)).isLessThan(2 * WIRE_MILLIS + LOST_MILLIS);
        assertThat(story.world().bulk().sentBytes(A)).isLessThan(share(2));
    }

    @Test
    void aNodeThatAnnouncesWhatItDoesNotHaveCostsLittle() {
        Story story = Story.of(Setup.healthy(5).withHostile(), 1);
        RecordFile file = put(story, FILE_BYTES);
        Hostile liar = Objects.requireNonNull(story.world().hostileNode());
        story.world().run(HALF_WAY_MILLIS);
        List<Cid> all = file.blocks().stream().map(RecordFile.Chunk::cid).toList();
        liar.sendToAll(new Message.Have(all));
        assertThat(millisUntilHeld(story, List.of(file), B, C, D, E)).isLessThan(WIRE_MILLIS + LOST_MILLIS);
        assertThat(story.world().bulk().sentBytes(A)).isLessThan(share(1.5));
    }

    @Test
    void aNodeThatAnnouncesWhatItHasAndDoesNotSendItKeepsNobodyWaiting() {
        Story story = Story.of(Setup.healthy(5).withHostile(), 1);
        Hostile silent = Objects.requireNonNull(story.world().hostileNode());
        int silentIndex = story.world().links().indexOf(silent.id());
        story.world().machines().forEach(machine -> story.world().wires().cut(machine.index(), silentIndex));
        List<RecordFile> files = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            files.add(RecordFile.ofSize((40 << 10) - i, new Dice(i)));
        }
        silent.sendToAll(new Message.Have(files.stream()
                .flatMap(file -> file.blocks().stream())
                .map(RecordFile.Chunk::cid)
                .toList()));
        story.world().run(100);
        files.forEach(file -> story.world().clients().put(story.machine(A), story.member(), file, HOUR_MILLIS));
        assertThat(millisUntilHeld(story, files, B, C, D, E)).isLessThan(CoreLimits.STALL_MILLIS + 2 * LOST_MILLIS);
    }

    @Test
    void whenTheSourceComesBackItSendsNoCopyForEach() {
        Story story = Story.ofFive();
        RecordFile file = put(story, FILE_BYTES);
        story.world().run(HALF_WAY_MILLIS);
        story.switchOff(A);
        story.world().run(40_000);
        story.switchOn(A);
        millisUntilHeld(story, List.of(file), B, C, D, E);
        assertThat(story.world().bulk().sentBytes(A)).isLessThan(share(1.5));
    }

    @Test
    void aNodeThatLostEverythingIsServedByAllOthers() {
        Story story = Story.ofFive();
        RecordFile file = put(story, FILE_BYTES);
        millisUntilHeld(story, List.of(file), B, C, D, E);
        story.agree();
        story.switchOff(B);
        story.machine(B).wipe();
        long[] before = sentBytes(story).toArray();
        story.switchOn(B);
        millisUntilHeld(story, List.of(file), B);
        long[] after = sentBytes(story).toArray();
        for (int node : List.of(A, C, D, E)) {
            assertThat(after[node] - before[node]).isBetween(share(0.15), share(0.4));
        }
    }

    private static RecordFile put(Story story, int sizeBytes) {
        RecordFile file = RecordFile.ofSize(sizeBytes, new Dice(sizeBytes));
        story.world().clients().put(story.machine(A), story.member(), file, HOUR_MILLIS);
        return file;
    }

    private static long millisUntilHeld(Story story, List<RecordFile> files, Integer... nodes) {
        long begin = story.world().timeline().nowMillis();
        story.until("held", () -> files.stream().allMatch(file -> Stream.of(nodes)
                .allMatch(node -> story.machine(node).disk().isHeld(file.content()))));
        return story.world().timeline().nowMillis() - begin;
    }

    private static LongStream sentBytes(Story story) {
        return story.world().machines().stream()
                .mapToLong(machine -> story.world().bulk().sentBytes(machine.index()));
    }

    private static long share(double part) {
        return (long) (part * FILE_BYTES);
    }
}
