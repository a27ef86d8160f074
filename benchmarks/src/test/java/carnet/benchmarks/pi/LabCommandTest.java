package carnet.benchmarks.pi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.cli.terminal.Environment;
import carnet.cli.terminal.Failure;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What is refused before anything is built, whoever asks. */
class LabCommandTest {
    @Test
    void anUnknownSystemIsAMistakeOfTheCaller() {
        refuses("Take traditional, restic, syncthing, kubo", "--against", "restic,dropbox");
    }

    @Test
    void otherSystemsNeedFiles() {
        refuses("other systems take files only", "--kind", "registration", "--against", "traditional");
    }

    @Test
    void checkingAndCleaningKnowNoOtherSystems() {
        refuses("--against goes with the curve only", "--check", "--against", "restic");
        refuses("--against goes with the curve only", "--clean", "--against", "restic");
    }

    private static void refuses(String why, String... arguments) {
        LabCommand command = CommandLine.populateCommand(new LabCommand(Environment.ofProcess()), arguments);
        assertThatThrownBy(command::call).isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.line())
                .contains(why));
    }
}
