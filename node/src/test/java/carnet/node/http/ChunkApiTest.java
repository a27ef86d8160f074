package carnet.node.http;

import static carnet.node.http.RunningServer.error;
import static carnet.node.http.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import carnet.crypto.cid.Cid;
import carnet.node.api.ChunkReply;
import java.net.http.HttpResponse;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChunkApiTest {
    private RunningServer running;

    @BeforeEach
    void start() throws Exception {
        running = new RunningServer();
    }

    @AfterEach
    void stop() {
        running.close();
    }

    private static byte[] block(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        return bytes;
    }

    @Test
    void givesBackTheBlockThatWasPut() throws Exception {
        byte[] block = block(262_144);
        String path = "/v1/chunks/" + Cid.ofRaw(block);
        HttpResponse<byte[]> first = running.put(path, block);
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(json(first).get("result").asText()).isEqualTo("STORED");
        HttpResponse<byte[]> second = running.put(path, block);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(json(second).get("result").asText()).isEqualTo("ALREADY_HELD");
        HttpResponse<byte[]> got = running.get(path);
        assertThat(got.headers().firstValue("content-type")).contains("application/octet-stream");
        assertThat(got.body()).isEqualTo(block);
    }

    @Test
    void refusesBytesThatAreNotTheBlock() throws Exception {
        assertThat(error(running.put("/v1/chunks/" + Cid.ofRaw(block(10)), block(11))))
                .isEqualTo("400 CID_MISMATCH: The bytes do not hash to the content identifier in the path."
                        + " Send the block again. [cid]");
        assertThat(running.node.chunks).isEmpty();
    }

    @Test
    void takesABlockOfTwoMebibytesAndNoByteMore() throws Exception {
        byte[] longest = block(2 * 1024 * 1024);
        assertThat(running.put("/v1/chunks/" + Cid.ofRaw(longest), longest).statusCode())
                .isEqualTo(201);
        byte[] longer = block(2 * 1024 * 1024 + 1);
        assertThat(error(running.put("/v1/chunks/" + Cid.ofRaw(longer), longer)))
                .isEqualTo("413 TOO_LARGE: The body is longer than the 2097152 bytes that this path takes.");
    }

    @Test
    void saysWhenItIsFull() throws Exception {
        byte[] block = block(10);
        running.node.chunkReply = ChunkReply.UPLOADS_FULL;
        HttpResponse<byte[]> busy = running.put("/v1/chunks/" + Cid.ofRaw(block), block);
        assertThat(error(busy))
                .isEqualTo("503 UPLOADS_FULL: Too many uploaded bytes wait for a record that names them."
                        + " Try again in 5 seconds.");
        assertThat(busy.headers().firstValue("retry-after")).contains("5");
        running.node.chunkReply = ChunkReply.DISK_FULL;
        assertThat(error(running.put("/v1/chunks/" + Cid.ofRaw(block), block)))
                .isEqualTo("507 DISK_FULL: The node's disk is full, so it stores nothing. Use another node.");
    }

    @Test
    void namesTheBlocksItLacks() throws Exception {
        byte[] held = block(5);
        running.node.chunks.put(Cid.ofRaw(held), held);
        Cid lacking = Cid.ofRaw(block(6));
        HttpResponse<byte[]> response =
                running.postJson("/v1/chunks/missing", "{\"cids\":[\"" + Cid.ofRaw(held) + "\",\"" + lacking + "\"]}");
        assertThat(new String(response.body(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("{\"missing\":[\"" + lacking + "\"]}");
    }

    @Test
    void takesAThousandIdentifiersAndNotOneMore() throws Exception {
        String cid = "\"" + Cid.ofRaw(block(6)) + "\"";
        String thousand = String.join(",", Collections.nCopies(1_000, cid));
        assertThat(running.postJson("/v1/chunks/missing", "{\"cids\":[" + thousand + "]}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(error(running.postJson("/v1/chunks/missing", "{\"cids\":[" + thousand + "," + cid + "]}")))
                .isEqualTo("400 BAD_REQUEST: cids has more than 1000 entries. [cids]");
    }

    @Test
    void saysThatABlockIsNotHeldHere() throws Exception {
        assertThat(error(running.get("/v1/chunks/" + Cid.ofRaw(block(3)))))
                .isEqualTo("404 NOT_HELD_HERE: This node does not hold this block."
                        + " Try again later or ask another node.");
    }

    @Test
    void refusesWhatIsNoIdentifier() throws Exception {
        assertThat(error(running.get("/v1/chunks/QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG")))
                .isEqualTo("400 BAD_REQUEST: cid must be a version 1 content identifier in base32, raw or dag-pb,"
                        + " of SHA-256. [cid]");
    }
}
