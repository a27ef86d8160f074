package carnet.consensus.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import carnet.consensus.SmallNetwork;
import carnet.consensus.card.NodeCard;
import carnet.consensus.policy.Policy;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MinerSelectionTest {
    @ParameterizedTest
    @CsvSource({"1,1,1", "1,1,32", "4,1,4", "5,2,4", "5,4,7", "7,3,2", "7,5,32", "10,7,5"})
    void aSecondImplementationAgreesOnRandomChains(int miners, int spacing, int period) {
        SmallNetwork network = SmallNetwork.of(miners, SmallNetwork.parameters(spacing, period));
        Random random = new Random(31L * miners + period);
        ListedChain chain = ListedChain.of(network);
        for (int i = 0; i < 150; i++) {
            List<NodeId> ranked = select(network, chain);
            assertThat(ranked.stream().map(id -> new BigInteger(1, id.digest().bytes())))
                    .containsExactlyElementsOf(
                            NaiveSelection.ranked(network.hash.bytes(), network.policy(), chain.blocks()));
            chain.append(ranked.get(random.nextInt(ranked.size())), random.nextLong());
        }
    }

    @Test
    void noMinerOfTheLastSMinusOneAncestorsIsEligibleAndAllOthersAre() {
        SmallNetwork network = SmallNetwork.of(5, 3);
        ListedChain chain = ListedChain.of(network);
        Random random = new Random(1);
        for (int i = 0; i < 100; i++) {
            List<NodeId> ranked = select(network, chain);
            Set<NodeId> barred = new TreeSet<>();
            for (int back = 0; back < 2 && chain.tip().height() - back > 0; back++) {
                barred.add(chain.at(chain.tip().height() - back).miner());
            }
            assertThat(ranked).noneMatch(barred::contains).hasSize(5 - barred.size());
            chain.append(ranked.get(random.nextInt(ranked.size())), i);
        }
    }

    @ParameterizedTest
    @CsvSource({"5,2", "5,3", "5,4", "4,3", "7,3", "7,5", "3,3", "1,1"})
    void theChainHaltsExactlyWhenFewerThanSMinersLive(int miners, int spacing) {
        for (int live = 1; live <= miners; live++) {
            SmallNetwork network = SmallNetwork.of(miners, spacing);
            List<NodeId> alive = network.nodes.subList(0, live).stream()
                    .map(key -> NodeId.of(key.publicKey()))
                    .toList();
            ListedChain chain = ListedChain.of(network);
            int blocks = 0;
            while (blocks < 50) {
                var next =
                        select(network, chain).stream().filter(alive::contains).findFirst();
                if (next.isEmpty()) {
                    break;
                }
                chain.append(next.get(), blocks++);
            }
            assertThat(blocks == 50)
                    .as("%d live of %d, S = %d", live, miners, spacing)
                    .isEqualTo(live >= spacing);
        }
    }

    @Test
    void everyMinerIsFirstEquallyOften() {
        SmallNetwork network = SmallNetwork.of(5, 1);
        Map<NodeId, Integer> first = new HashMap<>();
        int seeds = 10_000;
        for (int seed = 0; seed < seeds; seed++) {
            Hash genesis = SmallNetwork.digest("genesis " + seed);
            first.merge(
                    MinerSelection.of(genesis, network.policy(), ListedChain.of(network))
                            .ranked()
                            .get(0),
                    1,
                    Integer::sum);
        }
        assertThat(first).hasSize(5);
        // Five standard deviations of a binomial share of one fifth.
        double bound = 5 * Math.sqrt(seeds * 0.2 * 0.8);
        first.values().forEach(count -> assertThat((double) count).isCloseTo(seeds * 0.2, within(bound)));
    }

    @Test
    void theOrderComesFromTheLastBlockTwoPeriodsBackAndFromNoLaterOne() {
        int period = 4;
        SmallNetwork network = SmallNetwork.of(7, SmallNetwork.parameters(1, period));
        ListedChain chain = ListedChain.of(network);
        for (int i = 0; i < 14; i++) {
            chain.append(select(network, chain).get(0), i);
        }
        // The candidate's height is 15, period 3; period 1 ends at height 7.
        List<NodeId> order = select(network, chain);
        Hash other = SmallNetwork.digest("another block");
        for (int height = 1; height <= 14; height++) {
            List<NodeId> changed = select(network, chain.withHash(height, other));
            if (height == 7) {
                assertThat(changed).isNotEqualTo(order);
            } else {
                assertThat(changed).as("another block at %d", height).isEqualTo(order);
            }
        }
    }

    @Test
    void theFirstTwoPeriodsTakeTheirSeedFromTheGenesis() {
        SmallNetwork network = SmallNetwork.of(7, SmallNetwork.parameters(1, 4));
        ListedChain chain = ListedChain.of(network);
        Hash other = SmallNetwork.digest("another block");
        for (int i = 1; i <= 7; i++) {
            List<NodeId> order = select(network, chain);
            for (int height = 1; height < i; height++) {
                assertThat(select(network, chain.withHash(height, other))).isEqualTo(order);
            }
            chain.append(order.get(0), i);
        }
    }

    @Test
    void theOrderChangesWithTheHeight() {
        SmallNetwork network = SmallNetwork.of(7, SmallNetwork.parameters(1, 32));
        ListedChain chain = ListedChain.of(network);
        Set<List<NodeId>> orders = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            orders.add(select(network, chain));
            chain.append(network.policy().miners().get(0).id(), i);
        }
        assertThat(orders).hasSizeGreaterThan(15);
    }

    @Test
    void theOrderDoesNotDependOnTheOrderOfThePolicyList() {
        SmallNetwork network = SmallNetwork.of(5, 1);
        var policy = network.policy();
        List<NodeCard> reversed = new ArrayList<>(policy.miners());
        Collections.reverse(reversed);
        var other = new Policy(1, reversed, policy.registrars(), policy.admins(), 0, policy.parameters());
        ListedChain chain = ListedChain.of(network);
        assertThat(MinerSelection.of(network.hash, other, chain).ranked()).isEqualTo(select(network, chain));
    }

    private static List<NodeId> select(SmallNetwork network, ListedChain chain) {
        return MinerSelection.of(network.hash, network.policy(), chain).ranked();
    }
}
