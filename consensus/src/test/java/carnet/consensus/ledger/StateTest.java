package carnet.consensus.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.SmallNetwork;
import carnet.consensus.TestChain;
import carnet.consensus.block.Block;
import carnet.consensus.card.MemberRole;
import carnet.consensus.tx.RegisterMember;
import carnet.consensus.tx.Transaction;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.SigningKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random chains: many short windows, so that rows come and go. */
class StateTest {
    private static final int BLOCKS = 60;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theStateHashIsThatOfANaiveModel(long seed) {
        RandomChain random = new RandomChain(seed);
        NaiveLedger naive = new NaiveLedger(random.chain.network.genesis.bytes());
        assertThat(random.chain.tip().state()).isEqualTo(Hash.of(naive.state()));
        for (int i = 0; i < BLOCKS; i++) {
            naive.execute(random.mine());
            assertThat(random.chain.tip().state()).isEqualTo(Hash.of(naive.state()));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void undoBringsBackEveryEarlierState(long seed) {
        RandomChain random = new RandomChain(seed);
        Deque<Map<LedgerKey, List<Byte>>> states = new ArrayDeque<>();
        Deque<Hash> hashes = new ArrayDeque<>();
        for (int i = 0; i < BLOCKS; i++) {
            states.push(random.chain.state.rows());
            hashes.push(random.chain.tip().state());
            random.mine();
        }
        while (!states.isEmpty()) {
            random.chain.undo();
            assertThat(random.chain.state.rows()).isEqualTo(states.pop());
            assertThat(random.chain.tip().state()).isEqualTo(hashes.pop());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8})
    void aReorganizationAndReturnGivesTheSameState(long seed) {
        RandomChain random = new RandomChain(seed);
        for (int i = 0; i < 10; i++) {
            random.mine();
        }
        List<Block> branch = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            branch.add(random.mine());
        }
        Map<LedgerKey, List<Byte>> rows = random.chain.state.rows();
        Hash state = random.chain.tip().state();
        for (int i = 0; i < 5; i++) {
            random.chain.undo();
        }
        random.chain.mine(1);
        random.chain.mine();
        random.chain.undo();
        random.chain.undo();
        branch.forEach(random.chain::append);
        assertThat(random.chain.state.rows()).isEqualTo(rows);
        assertThat(random.chain.tip().state()).isEqualTo(state);
    }

    private static final class RandomChain {
        private final SmallNetwork network = SmallNetwork.of(4, 2);
        private final TestChain chain = network.chain();
        private final Random random;
        private final List<SigningKey> members = new ArrayList<>();
        private int records;

        RandomChain(long seed) {
            random = new Random(seed);
        }

        Block mine() {
            List<Transaction> body = new ArrayList<>();
            for (int left = 1 + random.nextInt(4); left > 0; left--) {
                body.add(transaction());
            }
            return chain.mine(random.nextInt(3), body.toArray(new Transaction[0]));
        }

        private Transaction transaction() {
            long from = chain.tip().timestampMillis();
            long until = from + 2_000 + random.nextInt(10_000);
            if (members.isEmpty() || random.nextInt(3) == 0) {
                SigningKey member = SmallNetwork.key("member " + members.size());
                members.add(member);
                return network.signed(
                        network.registrar,
                        from,
                        until,
                        new RegisterMember(SmallNetwork.card(member, MemberRole.MEMBER)));
            }
            SigningKey owner = members.get(random.nextInt(members.size()));
            return network.signed(owner, from, until, SmallNetwork.record(owner, records++));
        }
    }
}
