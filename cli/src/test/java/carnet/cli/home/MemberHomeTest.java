package carnet.cli.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.cli.terminal.Failure;
import carnet.crypto.hash.Hash;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemberHomeTest {
    private static final int COMMANDS = 8;
    private static final int ROUNDS = 20;

    private final Hash genesis = Hash.fromHex("11".repeat(32));

    @TempDir
    private Path temp = Path.of("");

    @Test
    void commandsThatMeetTheNetworkAtTheSameTimeAllGoOn() throws Exception {
        ExecutorService commands = Executors.newFixedThreadPool(COMMANDS);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                MemberHome home = new MemberHome(Files.createDirectory(temp.resolve("home-" + round)), "");
                List<Callable<Boolean>> work = new ArrayList<>(Collections.nCopies(COMMANDS, () -> {
                    home.requireNetwork(genesis);
                    return true;
                }));
                for (Future<Boolean> done : commands.invokeAll(work)) {
                    assertThat(done.get()).isTrue();
                }
                assertThat(home.directory()).isDirectoryNotContaining("glob:**.tmp");
            }
        } finally {
            commands.shutdownNow();
        }
    }

    @Test
    void aMemberOfOneNetworkIsKeptOutOfEveryOther() throws Exception {
        MemberHome home = new MemberHome(temp, "");
        home.requireNetwork(genesis);

        assertThatThrownBy(() -> home.requireNetwork(Hash.fromHex("22".repeat(32))))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("belongs to network " + genesis);
    }
}
