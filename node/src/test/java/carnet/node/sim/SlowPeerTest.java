package carnet.node.sim;

import static carnet.node.sim.Story.A;
import static carnet.node.sim.Story.B;
import static carnet.node.sim.Story.C;
import static carnet.node.sim.Story.D;
import static org.assertj.core.api.Assertions.assertThat;

import carnet.crypto.hash.Hash;
import carnet.node.core.CoreLimits;
import carnet.node.wire.Message;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Whoever a node catches up with is slow, or the node itself is. */
class SlowPeerTest {
    private static final int BLOCKS = 40;
    private static final long MINUTE_MILLIS = 60_000;

    private final List<String> lines = new ArrayList<>();

    @Test
    void aPeerThatAnswersJustInTimeKeepsNobodyFromCatchingUpWithOthers() {
        Story story = wipedAmongFive(CoreLimits.REQUEST_MILLIS - 100, 1, 0);
        story.until("asked the slow one", () -> said("D send GetHeaders"));
        story.mend();
        story.world().run(MINUTE_MILLIS);
        assertThat(story.height(D)).isEqualTo(story.height(A));
    }

    @Test
    void aNodeKnowsThatItIsFarBehindUntilItHasAll() {
        Story story = wipedAmongFive(100, CoreLimits.FAR_BEHIND_BLOCKS + 2, 1);
        story.until("promised blocks", () -> said("D send GetBlocks"));
        while (story.height(D) < story.height(A)) {
            assertThat(story.machine(D).view().orElseThrow().counters().expectingBlocks())
                    .isTrue();
            int before = lines.size();
            story.put(D);
            story.world().run(50);
            if (story.height(D) < story.height(A) - CoreLimits.FAR_BEHIND_BLOCKS) {
                assertThat(lines.subList(before, lines.size()))
                        .noneMatch(line -> line.contains("Refused"))
                        .anyMatch(line -> line.contains("SYNCING"));
            }
        }
    }

    @Test
    void aLostAnswerIsAskedForAgainWithinSeconds() {
        for (long afterMillis = 0; afterMillis < CoreLimits.IDLE_STATUS_MILLIS; afterMillis += 7_000) {
            Story story = wipedOfTwo();
            World world = story.world();
            world.run(afterMillis);
            story.switchOn(B);
            story.until("asked", () -> said("B send GetHeaders"));
            world.wires().cut(A, B);
            world.run(CoreLimits.REQUEST_MILLIS + 1_000);
            assertThat(story.height(B)).isZero();
            world.wires().mend(A, B);
            world.run(2 * CoreLimits.REQUEST_MILLIS);
            assertThat(story.height(B)).isEqualTo(story.height(A));
        }
    }

    @Test
    void anAnswerThatCameWhileTheNodeStoodStillCounts() {
        long pauseMillis = CoreLimits.REQUEST_MILLIS + 1_000;
        Story[] told = new Story[1];
        Story story = wipedOfTwo(line -> {
            if (line.contains("B send GetHeaders")) {
                told[0].machine(B).pause(pauseMillis);
            }
        });
        told[0] = story;
        story.switchOn(B);
        story.until("asked", () -> said("B send GetHeaders"));
        story.world().run(pauseMillis + 1_000);
        assertThat(story.height(B)).isPositive();
    }

    @Test
    void aPeerThatNeverAnswersIsAskedEverLessOften() {
        Story story = Story.of(Setup.healthy(1).withHostile().tracedTo(lines::add), 1);
        Hostile hostile = Objects.requireNonNull(story.world().hostileNode());
        hostile.answerBy((from, question) -> true);
        hostile.sendToAll(claim(story));
        story.world().run(10 * MINUTE_MILLIS);
        assertThat(count("send GetHeaders")).isBetween(2L, (long) CoreLimits.STRIKES);
        assertThat(lines).anyMatch(line -> line.contains("UNRESPONSIVE"));
    }

    private static Message claim(Story story) {
        return new Message.Status(
                Hash.ZERO,
                1_000,
                BigInteger.ONE.shiftLeft(200),
                story.world().timeline().nowMillis());
    }

    /** Wipes one of four, which then reaches nobody but a slow one; the chain is of some length. */
    private Story wipedAmongFive(long answerMillis, int headers, int unanswered) {
        Story story = Story.of(Setup.healthy(4).withHostile().tracedTo(lines::add), 1);
        grow(story);
        story.switchOff(D);
        story.machine(D).wipe();
        story.part(List.of(D), List.of(A, B, C));
        lines.clear();
        new SlowServer(story.world(), story.machine(A), story.machine(D), headers, answerMillis).start(unanswered);
        story.switchOn(D);
        return story;
    }

    private Story wipedOfTwo() {
        return wipedOfTwo(line -> {});
    }

    private Story wipedOfTwo(Consumer<String> onLine) {
        boolean[] on = new boolean[1];
        Story story = Story.of(
                Setup.healthy(2).tracedTo(line -> {
                    lines.add(line);
                    if (on[0]) {
                        onLine.accept(line);
                    }
                }),
                1);
        grow(story);
        story.switchOff(B);
        story.machine(B).wipe();
        story.world().run(MINUTE_MILLIS / 2);
        lines.clear();
        on[0] = true;
        return story;
    }

    private static void grow(Story story) {
        for (long end = story.height(A) + BLOCKS; story.height(A) < end; ) {
            story.put(A);
            story.world().run(500);
        }
        story.agree();
    }

    private boolean said(String what) {
        return count(what) > 0;
    }

    private long count(String what) {
        return lines.stream().filter(line -> line.contains(what)).count();
    }
}
