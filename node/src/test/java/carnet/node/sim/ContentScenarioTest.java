package carnet.node.sim;

import static carnet.node.sim.Story.A;
import static carnet.node.sim.Story.B;
import static carnet.node.sim.Story.C;
import static carnet.node.sim.Story.D;
import static carnet.node.sim.Story.E;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of the blocks that records name. */
class ContentScenarioTest {
    private static final long HOUR_MILLIS = 60 * 60_000;

    @Test
    void damagedBlocksAreMendedThoughThePowerFailsAfterTheyWereFound() {
        Story story = Story.ofFive();
        RecordFile file = RecordFile.draw(new Dice(5));
        story.world().clients().put(story.machine(A), story.member(), file, HOUR_MILLIS);
        story.agree();
        Machine damaged = story.machine(B);
        story.part(List.of(B), List.of(A, C, D, E));
        file.blocks().forEach(block -> damaged.damage(block.cid()));
        story.world().run(1_000);
        story.switchOff(B);
        story.switchOn(B);
        story.mend();
        story.until("mended", () -> file.blocks().stream()
                .allMatch(block -> damaged.chunks().has(block.cid())));
        story.agree();
    }

    @Test
    void twoRecordsOfOnePayloadNeedBothKeyBoxes() {
        Story story = Story.ofFive();
        Dice dice = new Dice(5);
        RecordFile first = RecordFile.draw(dice);
        RecordFile second = first.withOtherKeyBox(dice);
        for (RecordFile file : List.of(first, second)) {
            story.world().clients().put(story.machine(A), story.member(), file, HOUR_MILLIS);
            story.agree();
        }
        assertThat(story.world().machines())
                .allMatch(machine -> machine.chunks().has(first.keyBox()))
                .allMatch(machine -> machine.chunks().has(second.keyBox()));
    }

    @Test
    void aRecordIsHeldWhenItsBlocksSurviveAPowerCutThoughACallerPutThemHereBefore() {
        Story story = Story.ofFive();
        RecordFile file = RecordFile.ofSize(1 << 20, new Dice(5));
        Machine machine = story.machine(B);
        file.blocks().forEach(machine::upload);
        story.world().clients().put(story.machine(A), story.member(), file, HOUR_MILLIS);
        story.until("held", () -> machine.disk().isHeld(file.content()));
        assertThat(file.blocks()).allMatch(block -> machine.chunks().isDurable(block.cid()));
    }
}
