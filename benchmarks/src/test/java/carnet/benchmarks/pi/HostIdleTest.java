package carnet.benchmarks.pi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import carnet.benchmarks.pi.HostIdle.Ticks;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostIdleTest {
    @Test
    void countsWaitingForADiskAsIdleAndAGuestOnce() {
        // user nice system idle iowait irq softirq steal guest guest_nice
        Ticks ticks = Ticks.parse("cpu  100 10 50 700 40 5 15 80 90 10");
        assertThat(ticks).isEqualTo(new Ticks(740, 1_000));
        assertThat(Ticks.parse("cpu  150 10 50 725 65 5 15 80 140 10").shareSince(ticks))
                .isCloseTo(0.5, within(1e-9));
    }

    @Test
    void noTimeIsNoLoad() {
        Ticks ticks = new Ticks(1, 2);
        assertThat(ticks.shareSince(ticks)).isEqualTo(1);
    }

    @Test
    void refusesTheLineOfOneCore() {
        assertThatThrownBy(() -> Ticks.parse("cpu0 1 2 3 4 5 6 7 8 9 10")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Ticks.parse("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysThatTheHostWasSaturatedOnlyWhenItWas() {
        assertThat(HostIdle.line(0.42, List.of(0.3, 0.5))).isEqualTo("host: 42 % of its processors' time was idle");
        assertThat(HostIdle.line(0.1, List.of(0.0, 0.2, 0.01))).contains("host saturated in 2 of 3 looks");
    }
}
