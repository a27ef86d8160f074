package carnet.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.cli.fixture.Cli.Outcome;
import carnet.cli.fixture.SingleNode;
import carnet.storage.kv.Batch;
import carnet.storage.kv.Column;
import carnet.storage.kv.Durability;
import carnet.storage.kv.Entry;
import carnet.storage.kv.RocksStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verification of a real node's chain and records. */
class ChainVerifyTest {
    private static final int FILE_BYTES = 300_000;

    @TempDir
    Path dir = Path.of("");

    private SingleNode node;

    @BeforeEach
    void start() throws Exception {
        node = new SingleNode(dir);
        node.put(file("one"));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void blocksThatArriveMeanwhileDoNotDisturb() throws Exception {
        CompletableFuture<Void> puts = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 3; i++) {
                node.put(file("busy" + i));
            }
        });
        do {
            Outcome outcome = node.verify();
            assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        } while (!puts.isDone());
        puts.join();
        assertThat(node.verify().out()).startsWith("All is well: 5 blocks and 4 records up to ");
        assertThat(node.dataDirectory().resolve("verification")).doesNotExist();
    }

    @Test
    void aRowOfTheStateThatWasChangedIsFound() throws Exception {
        node.stop();
        try (RocksStore store = RocksStore.open(node.dataDirectory().resolve("rows"))) {
            List<Entry> rows = store.scan(Column.STATE, new byte[0], null, 1_000);
            Entry last = rows.get(rows.size() - 1);
            byte[] changed = Arrays.copyOf(last.value(), last.value().length + 1);
            store.write(new Batch().put(Column.STATE, last.key(), changed), Durability.SYNCED);
        }
        node.start();
        Outcome outcome = node.verify();
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).contains("The state differs from the replay");
        assertThat(node.dataDirectory().resolve("verification")).doesNotExist();
    }

    @Test
    void aChangedByteOfARecordIsFound() throws Exception {
        node.stop();
        try (var segments = Files.list(node.dataDirectory().resolve("segments"))) {
            Path segment = segments.filter(each -> each.toString().endsWith(".segment"))
                    .findFirst()
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(segment);
            bytes[FILE_BYTES / 2] ^= 1;
            Files.write(segment, bytes);
        }
        node.start();
        Outcome outcome = node.verify();
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).contains("Payload ");
    }

    private Path file(String name) {
        byte[] content = new byte[FILE_BYTES];
        new Random(name.hashCode()).nextBytes(content);
        try {
            return Files.write(dir.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
