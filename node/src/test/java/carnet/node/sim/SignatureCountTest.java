package carnet.node.sim;

import static carnet.node.sim.Story.A;
import static carnet.node.sim.Story.B;
import static carnet.node.sim.Story.C;
import static carnet.node.sim.Story.D;
import static carnet.node.sim.Story.E;
import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.tx.Transaction;
import carnet.node.core.SignatureCheck;
import carnet.node.service.SignatureCache;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What each node pays for signatures: nodes share no memory here. */
class SignatureCountTest {
    private static final int NODES = 5;
    private static final int RECORDS = 60;

    private int verifications;

    /** What the process that was started last verified. */
    private Set<Transaction> verifiedByLast = new HashSet<>();

    @Test
    void aBlockOfKnownTransactionsCostsNoSignatureCheck() {
        assertThat(verificationsOfABurst(SignatureCache.LIMIT)).isEqualTo(NODES * RECORDS);
    }

    /** Strangers' transactions take all places of the memory of verdicts. */
    @Test
    void norDoesItWhereNoVerdictIsRememberedForCopies() {
        assertThat(verificationsOfABurst(0)).isEqualTo(NODES * RECORDS);
    }

    @Test
    void whatWasTakenBeforeARestartIsNotVerifiedAgain() {
        Story story = story(SignatureCache.LIMIT);
        story.part(List.of(A), List.of(B, C, D, E));
        List<Transaction> taken = burstAt(story, A);
        story.switchOff(A);
        assertThat(taken).allMatch(transaction -> story.isPending(A, transaction));
        story.mend();
        story.switchOn(A);
        story.agree();
        assertThat(taken).allMatch(transaction -> story.isInBlock(A, transaction));
        assertThat(verifiedByLast).doesNotContainAnyElementsOf(taken);
    }

    @Test
    void norIsWhatStoodInABlockOfBeforeThatIsAbandoned() {
        Story story = story(SignatureCache.LIMIT);
        story.part(List.of(A), List.of(B, C, D, E));
        List<Transaction> taken = burstAt(story, A);
        story.until("in A's own block", () -> taken.stream().allMatch(transaction -> story.isInBlock(A, transaction)));
        List<Transaction> ofOthers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Transaction other = story.put(B);
            ofOthers.add(other);
            story.until("in the others' block", () -> story.isInBlock(B, other));
        }
        story.switchOff(A);
        story.mend();
        story.switchOn(A);
        story.until("abandoned", () -> !story.isInBlock(A, taken.get(0)));
        story.agree();
        assertThat(taken).allMatch(transaction -> story.isInBlock(A, transaction));
        assertThat(verifiedByLast).containsAll(ofOthers).doesNotContainAnyElementsOf(taken);
    }

    private static List<Transaction> burstAt(Story story, int node) {
        int before = story.promises();
        List<Transaction> burst = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            burst.add(story.put(node));
        }
        story.until("accepted", () -> story.promises() == before + RECORDS);
        return burst;
    }

    private Story story(int rememberedVerdicts) {
        Wiring counting = new Wiring() {
            @Override
            public SignatureCheck signatures(SignatureCheck right) {
                Set<Transaction> verified = new HashSet<>();
                verifiedByLast = verified;
                return new SignatureCache(rememberedVerdicts, transaction -> {
                    verifications++;
                    verified.add(transaction);
                    return right.holds(transaction);
                });
            }
        };
        return Story.of(Setup.healthy(NODES).with(counting), 1);
    }

    private int verificationsOfABurst(int rememberedVerdicts) {
        Story story = story(rememberedVerdicts);
        int before = verifications;
        List<Transaction> burst = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            burst.add(story.put(i % NODES));
        }
        story.agree();
        assertThat(burst).allMatch(transaction -> story.isInBlock(NODES - 1, transaction));
        return verifications - before;
    }
}
