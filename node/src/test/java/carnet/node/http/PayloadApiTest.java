package carnet.node.http;

import static carnet.node.http.RunningServer.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import carnet.crypto.cid.Cid;
import carnet.crypto.cid.DagBuilder;
import carnet.crypto.cid.UnixFsProfile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadApiTest {
    private static final int LEAF_BYTES = 256 * 1024;
    private static final String OWNER = MemoryNode.key(1);
    private static final String HASH_ID = "cd".repeat(32);
    private static final String PATH = "/v1/records/" + OWNER + "/" + HASH_ID + "/payload";

    private final AtomicInteger reads = new AtomicInteger();
    private RunningServer running;

    /** Counts the blocks that are read. */
    private final class CountingNode extends MemoryNode {
        @Override
        public byte @Nullable [] chunk(Cid cid) throws IOException {
            reads.incrementAndGet();
            return super.chunk(cid);
        }
    }

    @BeforeEach
    void start() throws Exception {
        HttpSettings defaults = HttpSettings.defaults();
        HttpSettings impatient = new HttpSettings(
                null,
                2,
                100,
                10,
                10,
                defaults.bodiesBytes(),
                defaults.bodyTimeoutMillis(),
                defaults.idleTimeoutMillis(),
                400);
        running = new RunningServer(new CountingNode(), impatient);
    }

    @AfterEach
    void stop() {
        running.close();
    }

    private byte[] putRecord(int length) throws IOException {
        byte[] file = new byte[length];
        for (int i = 0; i < length; i++) {
            file[i] = (byte) (i ^ (i >> 8) ^ (i >> 16));
        }
        DagBuilder builder = new DagBuilder(UnixFsProfile.KUBO_DEFAULT, running.node.chunks::put);
        builder.write(file, 0, length);
        running.node.addRecord(OWNER, HASH_ID, builder.finish(), Cid.ofRaw(new byte[0]));
        return file;
    }

    private HttpResponse<byte[]> get(String... headers) throws Exception {
        HttpRequest.Builder request = running.request(PATH);
        return running.send(headers.length == 0 ? request : request.headers(headers));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, LEAF_BYTES, LEAF_BYTES + 1, 5_000_001})
    void sendsTheWholePayload(int length) throws Exception {
        byte[] file = putRecord(length);
        HttpResponse<byte[]> response = get();
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(file);
        assertThat(response.headers().firstValueAsLong("content-length")).hasValue(length);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "0,999999", "262143,262144", "262144,262144", "999999,999999", "500000,99999999"})
    void sendsAPart(int first, int last) throws Exception {
        byte[] file = putRecord(1_000_000);
        HttpResponse<byte[]> response = get("Range", "bytes=" + first + "-" + last);
        assertThat(response.statusCode()).isEqualTo(206);
        int end = Math.min(last, 999_999);
        assertThat(response.headers().firstValue("content-range")).contains("bytes " + first + "-" + end + "/1000000");
        assertThat(response.body()).isEqualTo(Arrays.copyOfRange(file, first, end + 1));
    }

    @Test
    void resumesAnInterruptedDownloadOfTheSameFileOnly() throws Exception {
        byte[] file = putRecord(1_000_000);
        String tag = get().headers().firstValue("etag").orElseThrow();
        reads.set(0);
        HttpResponse<byte[]> rest = get("Range", "bytes=900000-", "If-Range", tag);
        assertThat(rest.statusCode()).isEqualTo(206);
        assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(file, 900_000, 1_000_000));
        assertThat(reads.get()).isEqualTo(3);
        assertThat(get("Range", "bytes=900000-", "If-Range", "\"other\"").statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusesARangeBeyondTheEnd() throws Exception {
        putRecord(1_000_000);
        HttpResponse<byte[]> response = get("Range", "bytes=1000000-");
        assertThat(error(response))
                .isEqualTo("416 RANGE_NOT_SATISFIABLE: The payload has 1000000 bytes, and the range begins beyond"
                        + " them. [Range]");
        assertThat(response.headers().firstValue("content-range")).contains("bytes */1000000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bytes=-5", "bytes=0-1,5-6", "bytes=5-4", "lines=1-2", "bytes=", "bytes=99999999999999999999-"})
    void ignoresOtherRanges(String range) throws Exception {
        byte[] file = putRecord(1_000);
        HttpResponse<byte[]> response = get("Range", range);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(file);
    }

    @Test
    void saysBeforeTheStartThatABlockIsMissing() throws Exception {
        byte[] file = putRecord(600_000);
        running.node.chunks.remove(Cid.ofRaw(Arrays.copyOf(file, LEAF_BYTES)));
        String expected = "404 NOT_HELD_HERE: This node does not hold the whole payload of this record."
                + " Try again later or ask another node.";
        assertThat(error(get())).isEqualTo(expected);
        assertThat(get("Range", "bytes=300000-").statusCode()).isEqualTo(206);
        running.node.chunks.clear();
        assertThat(error(get())).isEqualTo(expected);
    }

    @Test
    void cutsTheConnectionAtAMissingOrDamagedBlock() throws Exception {
        byte[] file = putRecord(600_000);
        Cid second = Cid.ofRaw(Arrays.copyOfRange(file, LEAF_BYTES, 2 * LEAF_BYTES));
        running.node.chunks.put(second, new byte[LEAF_BYTES]);
        assertThatThrownBy(this::get).isInstanceOf(IOException.class);
        running.node.chunks.remove(second);
        assertThatThrownBy(this::get).isInstanceOf(IOException.class);
        String sent = running.exchange("GET " + PATH + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(sent).startsWith("HTTP/1.1 200 OK").contains("content-length: 600000");
    }

    @Test
    void readsNoFasterThanItsReaderAndLetsAStalledOneGo() throws Exception {
        int blocks = 200;
        putRecord(blocks * LEAF_BYTES);
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(LEAF_BYTES);
            socket.setSoTimeout(RunningServer.READ_TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), running.server.port()));
            RunningServer.write(socket, "GET " + PATH + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            AtomicInteger before = new AtomicInteger(-1);
            await().during(Duration.ofMillis(600))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> before.getAndSet(reads.get()) == reads.get());
            assertThat(reads.get()).isBetween(3, blocks / 2);
            int sent = 0;
            try {
                for (int n = 0; n >= 0; n = socket.getInputStream().read(new byte[LEAF_BYTES])) {
                    sent += n;
                }
            } catch (IOException reset) {
                assertThat(reset).hasMessageContaining("reset");
            }
            assertThat(sent).isLessThan(blocks * LEAF_BYTES);
        }
    }
}
