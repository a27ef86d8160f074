package carnet.benchmarks.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KillPlanTest {
    @Test
    void everyCampaignWipesANodeAndAHundredKillsWipeTen() {
        assertThat(wipes(new KillPlan(100, 300, 1))).isEqualTo(10);
        for (int kills = 1; kills < 20; kills++) {
            assertThat(wipes(new KillPlan(kills, 10, 1))).isPositive();
        }
    }

    @Test
    void filesAreSpreadOverTheKillsAndAllAreBegunBeforeTheLast() {
        KillPlan plan = new KillPlan(3, 10, 1);

        assertThat(IntStream.rangeClosed(1, 3).map(plan::filesBefore)).containsExactly(4, 7, 10);
    }

    @Test
    void aFileIsMadeAgainByteForByteAndDiffersFromAllOthers() {
        byte[] bytes = new SampleFile(7, 5).bytes();

        assertThat(new SampleFile(7, 5).bytes()).isEqualTo(bytes);
        assertThat(Arrays.equals(new SampleFile(8, 5).bytes(), bytes)).isFalse();
        assertThat(new SampleFile(0, 5).bytes()).isEmpty();
        assertThat(new SampleFile(9, 5).bytes()).hasSize(1_000_000);
    }

    @Test
    void aCampaignWithoutKillsOrFilesIsRefused() {
        assertThatThrownBy(() -> new KillPlan(0, 1, 1)).hasMessageContaining("--kills");
        assertThatThrownBy(() -> new KillPlan(1, 0, 1)).hasMessageContaining("--files");
        assertThatThrownBy(() -> new KillPlan(10_001, 1, 1)).hasMessageContaining("10000");
        assertThatThrownBy(() -> new KillPlan(1, 100_001, 1)).hasMessageContaining("100000");
    }

    private static long wipes(KillPlan plan) {
        return IntStream.rangeClosed(1, plan.kills()).filter(plan::wipes).count();
    }
}
