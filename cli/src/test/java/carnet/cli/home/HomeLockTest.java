package carnet.cli.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeLockTest {
    @TempDir
    Path dir = Path.of("");

    @Test
    void aSecondHolderIsRefusedAndToldWhoHoldsIt() throws Exception {
        try (HomeLock first = HomeLock.take(dir)) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> HomeLock.take(dir))
                    .isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.exitCode())
                            .isEqualTo(ExitCode.REFUSED))
                    .hasMessage(dir + " is in use by process "
                            + ProcessHandle.current().pid() + ". Stop that process first, or name another directory");
        }
        try (HomeLock next = HomeLock.take(dir)) {
            assertThat(next).isNotNull();
        }
    }
}
