package carnet.consensus.vectors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.block.Block;
import carnet.consensus.block.BlockMeta;
import carnet.consensus.block.Seal;
import carnet.consensus.genesis.Genesis;
import carnet.consensus.ledger.Delta;
import carnet.consensus.tx.Transaction;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The bytes that every node of every version must agree on. A difference is a hard fork. To write the files anew:
 *
 * <pre>
 *   mvn -pl consensus -am test -Dtest=GoldenVectorsTest -Dsurefire.failIfNoSpecifiedTests=false -Dcarnet.vectors.write=true
 * </pre>
 */
class GoldenVectorsTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final boolean WRITE = Boolean.getBoolean("carnet.vectors.write");

    @ParameterizedTest
    @ValueSource(strings = {"header", "seal", "merkle", "transaction", "genesis", "block", "state"})
    void theCodeMakesWhatTheFileSays(String name) throws IOException {
        Map<String, ArrayNode> computed = GoldenVectors.all();
        String text = pretty(Objects.requireNonNull(computed.get(name)));
        if (WRITE) {
            Path folder = Files.createDirectories(Path.of("src/test/resources/vectors"));
            Files.writeString(folder.resolve(name + ".json"), text);
        } else {
            assertThat(text).isEqualTo(resource(name));
        }
    }

    @Test
    @DisabledIfSystemProperty(named = "carnet.vectors.write", matches = "true", disabledReason = "the files change")
    void theBytesOfTheFilesDecodeToThemselves() throws Exception {
        for (JsonNode seal : read("seal")) {
            assertThat(Seal.decode(bytes(seal, "bytes")).bytes()).isEqualTo(bytes(seal, "bytes"));
        }
        for (JsonNode transaction : read("transaction")) {
            Transaction decoded = Transaction.decode(bytes(transaction, "bytes"));
            assertThat(decoded.signatureHolds()).isTrue();
            assertThat(decoded.id().hex()).isEqualTo(transaction.get("txid").asText());
        }
        for (JsonNode block : read("block")) {
            assertThat(Block.decode(bytes(block, "bytes")).bytes()).isEqualTo(bytes(block, "bytes"));
        }
        for (JsonNode state : read("state")) {
            assertThat(Delta.decode(bytes(state, "delta")).bytes()).isEqualTo(bytes(state, "delta"));
            assertThat(Delta.decode(bytes(state, "undo")).bytes()).isEqualTo(bytes(state, "undo"));
            assertThat(BlockMeta.decode(bytes(state, "meta")).bytes()).isEqualTo(bytes(state, "meta"));
        }
        JsonNode genesis = read("genesis").get(0);
        assertThat(Genesis.decode(bytes(genesis, "bytes")).hash().hex())
                .isEqualTo(genesis.get("hash").asText());
    }

    private static byte[] bytes(JsonNode node, String field) {
        return HexFormat.of().parseHex(node.get(field).asText());
    }

    private static JsonNode read(String name) throws IOException {
        return MAPPER.readTree(resource(name));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = GoldenVectorsTest.class.getResourceAsStream("/vectors/" + name + ".json")) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
        }
    }

    private static String pretty(ArrayNode vectors) throws IOException {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(lines);
        printer.indentArraysWith(lines);
        return MAPPER.writer(printer).writeValueAsString(vectors) + "\n";
    }
}
