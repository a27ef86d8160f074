package carnet.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.cli.fixture.Cli.Outcome;
import carnet.cli.terminal.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What {@code record put} says of a record after it was accepted. */
class RecordPutWaitTest extends MemberTest {
    @Test
    void eachClockIsPrintedUnderItsOwnNameAsFarAsItWasWaitedFor() throws IOException {
        assertThat(put(file("a.txt", 10), "--wait", "replicated").out())
                .containsPattern(": accepted after \\d+ ms, replicated after \\d+ ms, in block after \\d+ ms, record ");

        node.replicasWanted = 5;
        assertThat(put(file("b.txt", 20), "--wait", "block").out())
                .containsPattern(": accepted after \\d+ ms, in block after \\d+ ms, record ");
    }

    @Test
    void aRecordThatIsNotReplicatedInTimeIsAcceptedAllTheSame() throws IOException {
        node.replicasWanted = 5;
        Path file = file("record", 10);
        Outcome late = put(file, "--wait", "replicated", "--timeout", "0");

        String hashId = node.onlyRecord().hashId();
        assertThat(late.exitCode()).isEqualTo(6);
        assertThat(late.out()).startsWith(file + ": accepted after ").contains("record " + hashId);
        assertThat(late.err())
                .isEqualTo("carnet: " + file
                        + ": the record is on 1 of 5 nodes after 0 s. It was accepted and stays so,"
                        + " and the nodes go on by themselves; see how it stands with: carnet record status " + hashId
                        + "\n");

        Outcome again = put(file, "--wait", "replicated", "--timeout", "0", "--json");
        assertThat(again.exitCode()).isEqualTo(6);
        JsonNode record = Json.MAPPER.readTree(again.out()).path("records").get(0);
        assertThat(record.path("state").asText()).isEqualTo("put before");
        assertThat(record.path("hashId").asText()).isEqualTo(hashId);
    }

    @Test
    void aNodeThatGoesAwayAfterItAcceptedTakesNothingBack() throws IOException {
        node.hook = hooked -> {
            if (node.count("POST /v1/records") > 0 && hooked.request().startsWith("GET /v1/records/")) {
                throw new UncheckedIOException(new IOException("cut"));
            }
        };
        Outcome outcome = put(file("a.txt", 10), "--wait", "block");

        assertThat(outcome.exitCode()).isEqualTo(6);
        assertThat(outcome.out()).contains("record " + node.onlyRecord().hashId());
        assertThat(outcome.err()).contains(": it was accepted and stays so, but ");
    }

    @Test
    void aRecordWhoseTransactionEndedWithoutABlockIsNotWaitedFor() throws IOException {
        node.hook = hooked -> {
            if (node.count("POST /v1/records") > 0 && hooked.request().startsWith("GET /v1/records/")) {
                ObjectNode status = Json.MAPPER.valueToTree(node.onlyRecord());
                hooked.answer(status.put("state", "expired")
                        .put("reason", "It found no block in time.")
                        .toString());
            }
        };
        Path file = file("a.txt", 10);
        for (String stage : new String[] {"block", "replicated"}) {
            Outcome outcome = put(file, "--wait", stage, "--timeout", "1");

            assertThat(outcome.err())
                    .isEqualTo("carnet: " + file + ": the transaction ended without a block:"
                            + " It found no block in time. Run the same command again\n");
            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(outcome.out()).isEmpty();
        }
    }
}
