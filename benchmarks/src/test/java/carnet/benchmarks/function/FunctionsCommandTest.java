package carnet.benchmarks.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.benchmarks.load.RegistrationBurst;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FunctionsCommandTest {
    @Test
    void withoutANameAllFunctionsRunAndNoNetwork() throws Failure {
        List<String> arguments = FunctionsCommand.withDefault(List.of("-f", "1"));
        assertThat(arguments).hasSize(3).endsWith("-f", "1");
        Pattern pattern = Pattern.compile(arguments.get(0));
        assertThat(pattern.matcher(MerkleRoot.class.getName() + ".root").find()).isTrue();
        assertThat(pattern.matcher(RegistrationBurst.class.getName() + ".untilAllAreAccepted")
                        .find())
                .isFalse();
    }

    @Test
    void aNameStandsForItself() throws Failure {
        List<String> named = List.of("RegistrationBurst", "-p", "files=300");
        assertThat(FunctionsCommand.withDefault(named)).isEqualTo(named);
    }

    @Test
    void aNameThatNoBenchmarkHasIsRefusedWithThoseThatThereAre() throws Failure {
        FunctionsCommand.requireKnown(List.of());
        FunctionsCommand.requireKnown(List.of("Merkle", "-f", "1"));
        assertThatThrownBy(() -> FunctionsCommand.requireKnown(List.of("NoSuch")))
                .isInstanceOfSatisfying(Failure.class, failure -> {
                    assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
                    assertThat(failure.line()).contains("NoSuch", "MerkleRoot", "RegistrationBurst");
                });
    }

    @Test
    void whatJmhDoesNotKnowIsAMistakeOfTheCaller() {
        assertThatThrownBy(() -> FunctionsCommand.withDefault(List.of("-f", "many")))
                .isInstanceOf(Failure.class);
    }
}
