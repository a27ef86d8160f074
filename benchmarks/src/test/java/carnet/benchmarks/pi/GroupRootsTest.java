package carnet.benchmarks.pi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.cli.terminal.Failure;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GroupRootsTest {
    private static final String UNIFIED = "cgroup2 /sys/fs/cgroup/unified cgroup2 rw,relatime 0 0";
    private static final List<String> SEPARATE = List.of(
            "/dev/vda / ext4 rw,relatime 0 0",
            "cgroup /sys/fs/cgroup/cpu,cpuacct cgroup rw,nosuid,cpu,cpuacct 0 0",
            "cgroup /sys/fs/cgroup/cpuset cgroup rw,cpuset 0 0",
            "cgroup /sys/fs/cgroup/memory cgroup rw,memory 0 0",
            "cgroup /sys/fs/cgroup/blkio cgroup rw,blkio 0 0",
            UNIFIED);

    @Test
    void findsTheTreesOfVersionOneEvenBesideAnEmptyVersionTwo() throws Failure {
        GroupRoots roots = GroupRoots.of(SEPARATE, Set.of());
        assertThat(roots.isUnified()).isFalse();
        assertThat(roots.of("cpu")).isEqualTo(Path.of("/sys/fs/cgroup/cpu,cpuacct"));
        assertThat(roots.of("cpuacct")).isEqualTo(roots.of("cpu"));
        assertThat(roots.distinct())
                .containsExactly(
                        Path.of("/sys/fs/cgroup/cpu,cpuacct"),
                        Path.of("/sys/fs/cgroup/memory"),
                        Path.of("/sys/fs/cgroup/blkio"));
    }

    @Test
    void findsTheOneTreeOfVersionTwo() throws Failure {
        GroupRoots roots = GroupRoots.of(
                List.of("cgroup2 /sys/fs/cgroup cgroup2 rw,nsdelegate 0 0"),
                Set.of("cpuset", "cpu", "io", "memory", "pids"));
        assertThat(roots.isUnified()).isTrue();
        assertThat(roots.distinct()).containsExactly(Path.of("/sys/fs/cgroup"));
    }

    @Test
    void refusesAMachineWithoutAllControllers() {
        assertThatThrownBy(() -> GroupRoots.of(SEPARATE.subList(0, 4), Set.of()))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("no control groups");
        assertThatThrownBy(() -> GroupRoots.of(List.of(UNIFIED), Set.of("cpu", "memory")))
                .isInstanceOf(Failure.class);
    }
}
