package carnet.node.sim;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.tx.Transaction;
import carnet.node.core.SignatureCheck;
import carnet.node.service.SignatureCache;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What each node pays for signatures: nodes share no memory here. */
class SignatureCountTest {
    private static final int NODES = 5;
    private static final int RECORDS = 60;

    private int verifications;

    @Test
    void aBlockOfKnownTransactionsCostsNoSignatureCheck() {
        assertThat(verificationsOfABurst(SignatureCache.LIMIT)).isEqualTo(NODES * RECORDS);
    }

    /** Strangers' transactions take all places of the memory of verdicts. */
    @Test
    void norDoesItWhereNoVerdictIsRememberedForCopies() {
        assertThat(verificationsOfABurst(0)).isEqualTo(NODES * RECORDS);
    }

    private int verificationsOfABurst(int rememberedVerdicts) {
        Wiring counting = new Wiring() {
            @Override
            public SignatureCheck signatures(SignatureCheck right) {
                return new SignatureCache(rememberedVerdicts, transaction -> {
                    verifications++;
                    return right.holds(transaction);
                });
            }
        };
        Story story = Story.of(Setup.healthy(NODES).with(counting), 1);
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
