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
    void checkingAndCleaningKnowNothingOfTheCurve() {
        String why = "--check and --clean measure no curve";
        refuses(why, "--check", "--against", "restic");
        refuses(why, "--clean", "--against", "restic");
        refuses(why, "--check", "--files", "60");
        refuses(why, "--check", "-o", "lab.json");
        refuses(why, "--clean", "--json");
    }

    private static void refuses(String why, String... arguments) {
        LabCommand command = CommandLine.populateCommand(new LabCommand(Environment.ofProcess()), arguments);
        assertThatThrownBy(command::call).isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.line())
                .contains(why));
    }
}
