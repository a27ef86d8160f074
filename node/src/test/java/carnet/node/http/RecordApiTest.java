package carnet.node.http;

import static carnet.node.http.RunningServer.error;
import static carnet.node.http.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import carnet.crypto.cid.Cid;
import carnet.crypto.hash.Sha256;
import carnet.node.api.MemberInfo;
import carnet.node.api.SubmitReply;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records, transactions, members and blocks. */
class RecordApiTest {
    private static final String OWNER = MemoryNode.key(1);

    private RunningServer running;

    @BeforeEach
    void start() throws Exception {
        running = new RunningServer();
    }

    @AfterEach
    void stop() {
        running.close();
    }

    private static String hash(int i) {
        return Sha256.of(new byte[] {(byte) i, (byte) (i >> 8)}).hex();
    }

    private static String submission(int transactionBytes, int keyBoxBytes) {
        Base64.Encoder base64 = Base64.getEncoder();
        return "{\"transaction\":\"" + base64.encodeToString(new byte[transactionBytes]) + "\",\"keyBox\":\""
                + base64.encodeToString(new byte[keyBoxBytes]) + "\"}";
    }

    private HttpResponse<byte[]> submit(byte[] transaction) throws Exception {
        return running.post("/v1/transactions", "application/octet-stream", transaction);
    }

    @Test
    void givesAReceiptForARecordAndKnowsItAgain() throws Exception {
        HttpResponse<byte[]> first = running.postJson("/v1/records", submission(300, 200));
        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(json(first).get("txid").asText())
                .isEqualTo(Sha256.of(new byte[300]).hex());
        assertThat(running.node.chunks.get(Cid.ofRaw(new byte[200]))).isEqualTo(new byte[200]);
        HttpResponse<byte[]> again = running.postJson("/v1/records", submission(300, 200));
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(new String(again.body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"txid\":\"" + Sha256.of(new byte[300]).hex() + "\"}");
    }

    @Test
    void boundsBothPartsOfARecord() throws Exception {
        assertThat(running.postJson("/v1/records", submission(65_536, 16_384)).statusCode())
                .isEqualTo(202);
        assertThat(error(running.postJson("/v1/records", submission(65_537, 10))))
                .isEqualTo("400 BAD_REQUEST: transaction is longer than 65536 bytes. [transaction]");
        assertThat(error(running.postJson("/v1/records", submission(10, 16_385))))
                .isEqualTo("400 BAD_REQUEST: keyBox is longer than 16384 bytes. [keyBox]");
        assertThat(error(running.postJson("/v1/records", "{\"transaction\":\"!\",\"keyBox\":\"\"}")))
                .isEqualTo("400 BAD_REQUEST: transaction must be base64. [transaction]");
    }

    @ParameterizedTest
    @CsvSource({"NOT_A_MEMBER,403", "NOT_REGISTRAR,403", "RECORD_EXISTS,409", "FOREIGN_CONTENT,409", "BAD_SIGNATURE,400"
    })
    void passesOnWhyATransactionIsRefused(String code, int status) throws Exception {
        running.node.submitReply = new SubmitReply.Refused(code, "It is so. Do that.", "sender");
        assertThat(error(submit(new byte[10]))).isEqualTo(status + " " + code + ": It is so. Do that. [sender]");
    }

    @Test
    void saysWhenToComeBack() throws Exception {
        running.node.submitReply = new SubmitReply.Busy("SYNCING", "At block 5 of 9.", 2_500);
        HttpResponse<byte[]> response = submit(new byte[10]);
        assertThat(error(response)).isEqualTo("503 SYNCING: At block 5 of 9.");
        assertThat(response.headers().firstValue("retry-after")).contains("3");
    }

    @Test
    void tellsATransactionsFate() throws Exception {
        submit(new byte[10]);
        String txid = Sha256.of(new byte[10]).hex();
        JsonNode status = json(running.get("/v1/transactions/" + txid));
        assertThat(status.get("state").asText()).isEqualTo("pending");
        assertThat(status.get("irreversible").asBoolean()).isFalse();
        assertThat(status.has("height")).isFalse();
        assertThat(error(running.get("/v1/transactions/" + hash(1))))
                .isEqualTo("404 NOT_FOUND: Neither the chain nor the pool of this node knows this transaction.");
        assertThat(error(running.get("/v1/transactions/" + "AB".repeat(32))))
                .isEqualTo("400 BAD_REQUEST: txid must be 64 lower-case hexadecimal digits. [txid]");
    }

    @Test
    void showsOneRecordAndItsKeyBox() throws Exception {
        byte[] box = {1, 2, 3};
        running.node.addRecord(OWNER, hash(1), Cid.ofRaw(new byte[9]), Cid.ofRaw(box));
        String path = "/v1/records/" + OWNER + "/" + hash(1);
        assertThat(json(running.get(path)).get("keyBoxCid").asText())
                .isEqualTo(Cid.ofRaw(box).toString());
        assertThat(error(running.get(path + "/key-box")))
                .isEqualTo("404 NOT_HELD_HERE: This node does not hold this record's key box."
                        + " Try again later or ask another node.");
        running.node.chunks.put(Cid.ofRaw(box), box);
        assertThat(running.get(path + "/key-box").body()).isEqualTo(box);
        for (String end : List.of("", "/key-box", "/payload")) {
            assertThat(error(running.get("/v1/records/" + OWNER + "/" + hash(2) + end)))
                    .isEqualTo("404 NOT_FOUND: Neither the chain nor the pool of this node knows this record.");
        }
    }

    @Test
    void pagesThroughTheRecordsOfAnOwner() throws Exception {
        Cid cid = Cid.ofRaw(new byte[1]);
        for (int i = 0; i < 250; i++) {
            running.node.addRecord(i % 2 == 0 ? OWNER : MemoryNode.key(2), hash(i), cid, cid);
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = json(running.get("/v1/records?owner=" + OWNER + "&limit=40" + cursor));
            page.get("items").forEach(item -> seen.add(item.get("hashId").asText()));
            cursor = page.has("next") ? "&cursor=" + page.get("next").asText() : "";
        } while (!cursor.isEmpty());
        assertThat(seen).hasSize(125).doesNotHaveDuplicates();
        assertThat(json(running.get("/v1/records?limit=1000000000")).get("items"))
                .hasSize(100);
        assertThat(error(running.get("/v1/records?cursor=mine")))
                .isEqualTo("400 BAD_REQUEST: cursor must be the value of \"next\" of the page before. [cursor]");
        assertThat(error(running.get("/v1/records?limit=0")))
                .isEqualTo("400 BAD_NUMBER: limit must be a whole number from 1 to 9223372036854775807. [limit]");
    }

    @Test
    void listsMembers() throws Exception {
        MemberInfo member = new MemberInfo(OWNER, hash(3), "CN", "registrar", 4);
        running.node.members.put(OWNER, member);
        assertThat(json(running.get("/v1/members"))
                        .get("items")
                        .get(0)
                        .get("domain")
                        .asText())
                .isEqualTo("CN");
        assertThat(json(running.get("/v1/members/" + OWNER)).get("role").asText())
                .isEqualTo("registrar");
        assertThat(error(running.get("/v1/members/" + MemoryNode.key(9))))
                .isEqualTo("404 NOT_FOUND: No member is registered under this key.");
    }

    @Test
    void pagesThroughBlocks() throws Exception {
        running.node.addBlocks(105, 1);
        JsonNode page = json(running.get("/v1/blocks?limit=1000000000"));
        assertThat(page.get("items")).hasSize(100);
        assertThat(page.get("next").asText()).isEqualTo("100");
        JsonNode rest = json(running.get("/v1/blocks?from=100"));
        assertThat(rest.get("items")).hasSize(5);
        assertThat(rest.has("next")).isFalse();
        assertThat(json(running.get("/v1/blocks?from=9223372036854775807")).get("items"))
                .isEmpty();
    }

    @Test
    void endsAPageOfFullBlocksEarly() throws Exception {
        running.node.addBlocks(100, 600);
        JsonNode page = json(running.get("/v1/blocks"));
        assertThat(page.get("items")).hasSize(20);
        assertThat(page.get("next").asText()).isEqualTo("20");
    }

    @Test
    void findsABlockByHeightAndHash() throws Exception {
        running.node.addBlocks(3, 1);
        String hash = running.node.blocks.get(2).hash();
        assertThat(json(running.get("/v1/blocks/2")).get("hash").asText()).isEqualTo(hash);
        assertThat(json(running.get("/v1/blocks/" + hash)).get("height").asLong())
                .isEqualTo(2);
        assertThat(error(running.get("/v1/blocks/3"))).isEqualTo("404 NOT_FOUND: This node knows no such block.");
        assertThat(error(running.get("/v1/blocks/-1")))
                .isEqualTo("400 BAD_REQUEST: heightOrHash must be a height in decimal or a hash of 64 lower-case"
                        + " hexadecimal digits. [heightOrHash]");
    }

    @Test
    void startsAVerification() throws Exception {
        assertThat(json(running.get("/v1/chain/verification")).get("state").asText())
                .isEqualTo("none");
        HttpResponse<byte[]> started = running.post("/v1/chain/verification", "application/json", new byte[0]);
        assertThat(started.statusCode()).isEqualTo(202);
        assertThat(json(running.get("/v1/chain/verification")).get("state").asText())
                .isEqualTo("running");
    }
}
