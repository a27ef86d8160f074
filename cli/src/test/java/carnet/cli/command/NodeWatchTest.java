package carnet.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.cli.fixture.Cli.Outcome;
import org.junit.jupiter.api.Test;

/** What happens at a node, line by line. */
class NodeWatchTest extends MemberTest {
    private Outcome watch(String stream, Object... options) {
        node.hook = hooked -> hooked.answer(stream);
        Object[] arguments = new Object[4 + options.length];
        System.arraycopy(new Object[] {"node", "watch", "--node", node.url()}, 0, arguments, 0, 4);
        System.arraycopy(options, 0, arguments, 4, options.length);
        return cli.run(arguments);
    }

    @Test
    void showsALineForEachEventAndSaysWhenTheNodeEndsIt() {
        Outcome outcome = watch(
                """
                event: block-added
                data: {"hash":"ab","height":7,"undone":1,"transactions":["t"],"atMillis":0}

                event: transaction-dropped
                data: {"txid":"cd","reason":"expired","atMillis":1000}

                """);
        assertThat(outcome.out().lines())
                .containsExactly(
                        "1970-01-01T00:00:00Z  block 7 ab, 1 transactions, after 1 blocks were taken back",
                        "1970-01-01T00:00:01Z  transaction cd will be in no block: expired");
        assertThat(outcome.err()).contains("ended the stream of events. It stopped, or");
        assertThat(outcome.exitCode()).isEqualTo(4);
    }

    @Test
    void printsJsonForScripts() {
        String record = "{\"payloadCid\":\"p\",\"keyBoxCid\":\"b\",\"atMillis\":1}";
        assertThat(watch("event: record-held\ndata: " + record + "\n\n", "--json")
                        .out())
                .contains("\"event\":\"record-held\"", "\"data\":" + record);
    }
}
