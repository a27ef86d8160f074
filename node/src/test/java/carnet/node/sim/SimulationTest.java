package carnet.node.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final int SEEDS = 200;
    private static final int NODES = 5;

    /** Each of these is run twice and must be the same run. */
    private static final int TWICE_EVERY = 20;

    @Test
    void whateverGoesWrongNothingIsLostAndAllAgreeInTheEnd() {
        Campaign campaign = new Campaign(NODES);
        boolean held = campaign.run(1, SEEDS, TWICE_EVERY, System.out);
        assertThat(held).as("violations are printed above with their seeds").isTrue();
        assertThat(campaign.report().shortfalls()).isEmpty();
    }

    @Test
    void differentSeedsAreDifferentRuns() {
        assertThat(Simulation.run(1, Setup.faulty(NODES)).trace())
                .isNotEqualTo(Simulation.run(2, Setup.faulty(NODES)).trace());
    }

    @Test
    void otherNumbersOfNodesHoldToo() {
        for (int nodes : new int[] {1, 2, 3, 4, 7}) {
            assertThat(Simulation.run(nodes, Setup.faulty(nodes)).violation())
                    .as("%d nodes", nodes)
                    .isNull();
        }
    }

    @Test
    void aRunInWhichLittleHappensIsNoProof() {
        Report report = new Report();
        report.add(Simulation.run(1, Setup.healthy(NODES)));
        assertThat(report.shortfalls()).anyMatch(text -> text.contains("crashes"));
    }
}
