package carnet.node.http;

import static carnet.node.http.RunningServer.error;
import static org.assertj.core.api.Assertions.assertThat;

import carnet.crypto.hash.Sha256;
import carnet.node.api.NodeStatus;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no honest client sends. */
class HostileRequestTest {
    private static final String HOST = "Host: 127.0.0.1\r\n";

    private static final String POST =
            "POST /v1/transactions HTTP/1.1\r\n" + HOST + "Content-Type: application/octet-stream\r\n";

    private RunningServer running;

    @BeforeEach
    void start() throws Exception {
        running = new RunningServer();
    }

    @AfterEach
    void stop() throws Exception {
        assertThat(running.get("/v1/status").statusCode()).isEqualTo(200);
        running.close();
    }

    @Test
    void namesThePositionOfMalformedJson() throws Exception {
        assertThat(error(running.postJson("/v1/chunks/missing", "{\"cids\":\n  [}")))
                .isEqualTo("400 BAD_JSON: The body is not valid JSON at line 2, column 4.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"cids\":[]} {}",
                "{\"cids\":[],\"cids\":[]}",
                "{\"cids\":['a']}",
                "{\"cids\":[NaN]}",
                "{\"cids\":[\"\u0001\"]}",
                "{cids:[]}"
            })
    void refusesWhatIsNotStrictlyOneJsonValue(String body) throws Exception {
        HttpResponse<byte[]> response = running.postJson("/v1/chunks/missing", body);
        assertThat(error(response)).startsWith("400 BAD_");
    }

    @Test
    void namesAnUnknownField() throws Exception {
        assertThat(error(running.postJson("/v1/chunks/missing", "{\"cids\":[],\"extra\":1}")))
                .isEqualTo("400 UNKNOWN_FIELD: The body has a field that this path does not know. [extra]");
        assertThat(error(running.get("/v1/blocks?offset=3")))
                .isEqualTo("400 UNKNOWN_FIELD: The query has a parameter that this path does not know. [offset]");
        assertThat(error(running.get("/v1/blocks?from=3&from=4")))
                .isEqualTo("400 BAD_REQUEST: A query parameter is given more than once. [from]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"cids\":[1]}|cids[0]",
                "{\"cids\":[null]}|cids[0]",
                "{\"cids\":null}|cids",
                "{}|cids",
                "{\"cids\":7}|cids"
            })
    void namesAFieldOfTheWrongKind(String body, String field) throws Exception {
        assertThat(error(running.postJson("/v1/chunks/missing", body)))
                .startsWith("400 BAD_REQUEST: A field is missing or has a value of the wrong kind at line 1, column ")
                .endsWith("[" + field + "]");
    }

    @Test
    void refusesJsonNestedTenThousandDeep() throws Exception {
        String deep = "[".repeat(10_000);
        for (String body : List.of("{\"x\":" + deep, "{\"cids\":" + deep, "{\"cids\":[" + deep)) {
            assertThat(error(running.postJson("/v1/chunks/missing", body))).startsWith("400 B");
        }
        assertThat(error(running.postJson("/v1/chunks/missing", "{\"x\":" + deep)))
                .isEqualTo("400 BAD_JSON: The body is nested too deep or holds too long a value at line 1, column 38.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "9223372036854775808", "-1", "1.0", "", "0x10", "%2B1", "٣"})
    void refusesWhatIsNoNumber(String text) throws Exception {
        String encoded = text.equals("٣") ? "%D9%A3" : text;
        assertThat(error(running.get("/v1/blocks?from=" + encoded)))
                .isEqualTo("400 BAD_NUMBER: from must be a whole number from 0 to 9223372036854775807. [from]");
    }

    @Test
    void refusesABodyByItsAnnouncedLengthBeforeItComes() throws Exception {
        String answer = running.exchange(POST + "Content-Length: 4000000000\r\n\r\n");
        assertThat(error(answer))
                .isEqualTo("413 TOO_LARGE: The body is longer than the 65536 bytes that this path takes.");
        assertThat(answer).contains("connection: close");
    }

    @Test
    void refusesALongBodyThatAnnouncesNoLength() throws Exception {
        String piece = "4000\r\n" + "x".repeat(0x4000) + "\r\n";
        String answer = running.exchange(POST + "Transfer-Encoding: chunked\r\n\r\n" + piece.repeat(8));
        assertThat(error(answer))
                .isEqualTo("413 TOO_LARGE: The body is longer than the 65536 bytes that this path takes.");
    }

    @Test
    void takesABodyInSixtyThousandPieces() throws Exception {
        int pieces = 60_000;
        try (Socket socket = running.connect()) {
            RunningServer.write(
                    socket,
                    POST + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n" + "1\r\nx\r\n".repeat(pieces)
                            + "0\r\n\r\n");
            assertThat(RunningServer.readAll(socket)).startsWith("HTTP/1.1 202 ");
        }
        assertThat(running.node.transactions)
                .containsKey(Sha256.of("x".repeat(pieces).getBytes(StandardCharsets.UTF_8))
                        .hex());
    }

    @Test
    void refusesABodyWhereNoneIsTaken() throws Exception {
        assertThat(error(running.exchange("GET /v1/status HTTP/1.1\r\n" + HOST + "Content-Length: 1\r\n\r\nx")))
                .isEqualTo("413 TOO_LARGE: The request has a body, and this path takes none.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808", "-1", "1, 2", "ten"})
    void refusesALengthThatIsNone(String length) throws Exception {
        assertThat(error(running.exchange(POST + "Content-Length: " + length + "\r\n\r\n")))
                .isEqualTo("400 BAD_REQUEST: The request is not valid HTTP/1.1.");
    }

    @Test
    void refusesBytesThatAreNotHttp() throws Exception {
        assertThat(error(running.exchange("\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n")))
                .isEqualTo("400 BAD_REQUEST: The request is not valid HTTP/1.1.");
        assertThat(error(running.exchange("GET http://127.0.0.1/v1/status HTTP/1.1\r\n" + HOST + "\r\n")))
                .isEqualTo("400 BAD_REQUEST: The request target must be a path that starts with a slash.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/jsonp", "multipart/form-data; boundary=x", "application/octet-stream"
            })
    void refusesAnotherMediaType(String type) throws Exception {
        assertThat(error(running.post("/v1/chunks/missing", type, "{\"cids\":[]}".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("415 UNSUPPORTED_MEDIA_TYPE: The body of this request must be of type application/json."
                        + " [Content-Type]");
    }

    @Test
    void refusesCompressedBodies() throws Exception {
        assertThat(error(running.exchange(POST + "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\nxx")))
                .isEqualTo("415 UNSUPPORTED_MEDIA_TYPE: A request body must not be compressed. [Content-Encoding]");
        assertThat(error(running.exchange(POST + "Transfer-Encoding: gzip, chunked\r\n\r\n")))
                .isEqualTo("415 UNSUPPORTED_MEDIA_TYPE: The only transfer encoding is chunked. [Transfer-Encoding]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:80",
                "127.0.0.1.evil.example",
                "localhost.evil.example",
                "[::1",
                "1.2.3",
                ""
            })
    void refusesForeignHosts(String host) throws Exception {
        assertThat(error(running.exchange("GET /v1/status HTTP/1.1\r\nHost: " + host + "\r\n\r\n")))
                .isEqualTo("403 FORBIDDEN_HOST: The Host header must be an IP address, localhost or the name this"
                        + " node is configured with. [Host]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:1", "127.0.0.1:8080", "[::1]", "[::1]:9"})
    void takesHostsThatNoPageCanForge(String host) throws Exception {
        assertThat(running.exchange("GET /v1/status HTTP/1.1\r\nConnection: close\r\nHost: " + host + "\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void refusesWebPagesOfOtherOrigins() throws Exception {
        assertThat(error(running.exchange(
                        "POST /v1/chain/verification HTTP/1.1\r\nOrigin: http://127.0.0.1\r\n" + HOST + "\r\n")))
                .isEqualTo("403 FORBIDDEN_HOST: Requests that a web page of another origin makes are refused."
                        + " [Origin]");
        assertThat(running.node.verification.state()).isEqualTo("none");
    }

    @Test
    void refusesRequestsWithoutOrWithTwoHosts() throws Exception {
        String expected = "400 BAD_REQUEST: The request must have one Host header. [Host]";
        assertThat(error(running.exchange("GET /v1/status HTTP/1.0\r\n\r\n"))).isEqualTo(expected);
        assertThat(error(running.exchange("GET /v1/status HTTP/1.1\r\n" + HOST + HOST + "\r\n")))
                .isEqualTo(expected);
    }

    @Test
    void refusesLongHeaders() throws Exception {
        String expected = "431 HEADERS_TOO_LARGE: The request line is longer than 8192 bytes or the header longer"
                + " than 16384 bytes.";
        assertThat(error(running.exchange(
                        "GET /v1/status HTTP/1.1\r\n" + HOST + "X: " + "x".repeat(65_536) + "\r\n\r\n")))
                .isEqualTo(expected);
        assertThat(error(running.exchange("GET /" + "x".repeat(65_536) + " HTTP/1.1\r\n" + HOST + "\r\n")))
                .isEqualTo(expected);
    }

    @Test
    void knowsOnlyWhatItLists() throws Exception {
        assertThat(error(running.get("/v1/nothing")))
                .isEqualTo("404 NOT_FOUND: There is nothing at this path; GET /v1/openapi.json lists what there is.");
        assertThat(error(running.get("/v1/status/"))).startsWith("404 NOT_FOUND");
        assertThat(error(running.get("/v1/../v1/%73tatus"))).startsWith("404 NOT_FOUND");
        HttpResponse<byte[]> response =
                running.send(running.request("/v1/chunks/x").DELETE());
        assertThat(error(response)).isEqualTo("405 METHOD_NOT_ALLOWED: This path takes GET, PUT only.");
        assertThat(response.headers().firstValue("allow")).contains("GET, PUT");
    }

    @Test
    void refusesWhatIsNoKey() throws Exception {
        for (String path : List.of("/v1/members/%s", "/v1/records?owner=%s", "/v1/records/%s/" + "00".repeat(32))) {
            for (String noPoint : List.of("00".repeat(32), "ff".repeat(32))) {
                assertThat(error(running.get(String.format(path, noPoint))))
                        .startsWith("400 BAD_REQUEST: ")
                        .contains(" is no Ed25519 public key. [");
            }
        }
    }

    @Test
    void splitsNoResponseAtAnEchoedValue() throws Exception {
        String answer = running.exchange("GET /v1/blocks?x%0d%0aInjected:%201=1 HTTP/1.1\r\n" + HOST + "\r\n");
        assertThat(answer).doesNotContain("\nInjected").contains("x\\r\\nInjected");
    }

    @Test
    void hidesWhatFailedInside() throws Exception {
        MemoryNode failing = new MemoryNode() {
            @Override
            public NodeStatus status() {
                throw new IllegalStateException("the secret path is /etc/shadow");
            }
        };
        try (RunningServer broken = new RunningServer(failing, HttpSettings.defaults())) {
            HttpResponse<byte[]> response = broken.get("/v1/status");
            assertThat(error(response))
                    .isEqualTo("500 INTERNAL: The node failed to answer. Its log says why, under this requestId.");
            assertThat(RunningServer.json(response).get("requestId").asText()).matches("[0-9a-f]{8}-[0-9]+");
            assertThat(new String(response.body(), StandardCharsets.UTF_8))
                    .doesNotContain("secret")
                    .doesNotContain("Exception");
        }
    }
}
