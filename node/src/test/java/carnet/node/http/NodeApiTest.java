package carnet.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.node.api.ApiError;
import carnet.node.api.BlockInfo;
import carnet.node.api.MemberInfo;
import carnet.node.api.NodeEvent;
import carnet.node.api.NodeStatus;
import carnet.node.api.Receipt;
import carnet.node.api.RecordStatus;
import carnet.node.api.TransactionStatus;
import carnet.node.api.VerificationStatus;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.RecordComponent;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the node says of itself, and that the description of the API is true. */
class NodeApiTest {
    private RunningServer running;

    @BeforeEach
    void start() throws Exception {
        running = new RunningServer();
    }

    @AfterEach
    void stop() {
        running.close();
    }

    private JsonNode description() throws Exception {
        return RunningServer.json(running.get("/v1/openapi.json"));
    }

    @Test
    void showsItsStatus() throws Exception {
        HttpResponse<byte[]> response = running.get("/v1/status");
        JsonNode status = RunningServer.json(response);
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(response.headers().firstValue("x-content-type-options")).contains("nosniff");
        assertThat(status.get("state").asText()).isEqualTo("serving");
        assertThat(status.get("peers").get(0).get("name").asText()).isEqualTo("B");
        assertThat(status.get("pool").get("limitBytes").asLong()).isEqualTo(1_000_000);
        assertThat(status.get("flushes").get("chain").asLong()).isEqualTo(6);
    }

    @Test
    void givesItsGenesisFile() throws Exception {
        assertThat(running.get("/v1/genesis").body()).isEqualTo("genesis".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void givesFiguresToPrometheus() throws Exception {
        running.node.nodeName = "A\"\n\\";
        HttpResponse<byte[]> response = running.get("/metrics");
        assertThat(response.headers().firstValue("content-type")).contains("text/plain; version=0.0.4; charset=utf-8");
        String text = new String(response.body(), StandardCharsets.UTF_8);
        assertThat(text)
                .contains("# TYPE carnet_height gauge\ncarnet_height 41\n")
                .contains("carnet_head_timestamp_seconds 1700000000.000\n")
                .contains("carnet_reorgs_total 0\n")
                .contains("carnet_peer_bytes_total{kind=\"chunks\",direction=\"sent\"} 3\n")
                .contains("carnet_disk_flushes_total{of=\"content\"} 5\ncarnet_disk_flushes_total{of=\"chain\"} 6\n")
                .contains("name=\"A\\\"\\n\\\\\",version=\"0.1.0\"")
                .doesNotContain("resident");
        assertThat(text.lines()).allMatch(line -> line.matches("# (HELP|TYPE) .+|[a-z_]+(\\{.*})? [0-9.]+"));
    }

    @Test
    void describesEveryRouteAndNoOther() throws Exception {
        Set<String> described = new TreeSet<>();
        description().get("paths").properties().forEach(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        List<Route> routes = new Router(running.node).routes();
        assertThat(routes.stream().map(route -> route.method() + " " + route.pattern()))
                .containsExactlyInAnyOrderElementsOf(described);
    }

    @Test
    void describesEveryParameterAndBody() throws Exception {
        JsonNode paths = description().get("paths");
        for (Route route : new Router(running.node).routes()) {
            JsonNode operation =
                    paths.get(route.pattern()).get(route.method().name().toLowerCase(Locale.ROOT));
            Map<String, Set<String>> described = new TreeMap<>(Map.of("path", Set.of(), "query", Set.of()));
            operation
                    .path("parameters")
                    .forEach(parameter -> described.merge(
                            parameter.get("in").asText(),
                            Set.of(parameter.get("name").asText()),
                            (a, b) -> {
                                Set<String> both = new TreeSet<>(a);
                                both.addAll(b);
                                return both;
                            }));
            Map<String, String> inPath = Route.match(Route.segments(route.pattern()), Route.segments(route.pattern()));
            assertThat(inPath).isNotNull();
            assertThat(described.get("path")).as(route.pattern()).isEqualTo(inPath.keySet());
            assertThat(described.get("query")).as(route.pattern()).isEqualTo(route.query());
            JsonNode content = operation.path("requestBody").path("content");
            assertThat(content.size()).as(route.pattern()).isEqualTo(route.bodyType() == null ? 0 : 1);
            assertThat(route.bodyType() == null || content.has(route.bodyType()))
                    .isTrue();
        }
    }

    @Test
    void describesEveryFieldOfItsAnswers() throws Exception {
        JsonNode schemas = description().get("components").get("schemas");
        for (Class<?> type : List.of(
                ApiError.class,
                BlockInfo.class,
                MemberInfo.class,
                NodeStatus.class,
                NodeStatus.Peer.class,
                NodeStatus.Pool.class,
                NodeStatus.Traffic.class,
                NodeStatus.Flushes.class,
                NodeEvent.RecordHeld.class,
                NodeEvent.BlockAdded.class,
                NodeEvent.TransactionDropped.class,
                Receipt.class,
                RecordStatus.class,
                TransactionStatus.class,
                VerificationStatus.class,
                ChunkRoutes.Wanted.class,
                ChunkRoutes.Missing.class,
                ChunkRoutes.Put.class,
                RecordRoutes.Submission.class,
                Submits.Known.class)) {
            assertThat(schemas.path(type.getSimpleName()).path("properties").fieldNames())
                    .toIterable()
                    .as(type.getSimpleName())
                    .containsExactlyElementsOf(Arrays.stream(type.getRecordComponents())
                            .map(RecordComponent::getName)
                            .toList());
        }
    }
}
