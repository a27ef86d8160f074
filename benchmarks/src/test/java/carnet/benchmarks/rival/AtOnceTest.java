package carnet.benchmarks.rival;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AtOnceTest {
    @Test
    void whatFailedIsCountedAndHasNoTime() throws Exception {
        AtOnce.Fired fired = AtOnce.fire(10, 3, index -> {
            if (index % 5 == 0) {
                throw new IOException("no room");
            }
        });

        assertThat(fired.failures()).isEqualTo(2);
        assertThat(fired.problem()).contains("no room");
        assertThat(fired.millis()).hasSize(8).allSatisfy(millis -> assertThat(millis)
                .isNotNegative());
    }

    @Test
    void asManyJobsRunAtATimeAsThereAreClients() throws Exception {
        CyclicBarrier all = new CyclicBarrier(4);

        AtOnce.Fired fired = AtOnce.fire(8, 4, index -> all.await(20, TimeUnit.SECONDS));

        assertThat(fired.failures()).isZero();
    }
}
