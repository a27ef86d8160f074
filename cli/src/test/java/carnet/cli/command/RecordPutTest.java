package carnet.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.cli.fixture.Cli.Outcome;
import carnet.cli.fixture.Member;
import carnet.cli.fixture.MemoryNode;
import carnet.cli.terminal.Json;
import carnet.consensus.card.MemberRole;
import carnet.crypto.cid.Cid;
import carnet.node.api.Receipt;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordPutTest extends MemberTest {
    /** Records of at most 8 MiB. */
    private static final int MAX_SIZE_CLASS = 23;

    @Override
    int maxSizeClass() {
        return MAX_SIZE_CLASS;
    }

    private Outcome get(Path out) {
        return cli.run(
                "record",
                "get",
                node.onlyRecord().hashId(),
                "-o",
                out,
                "--home",
                member.home(),
                "--passphrase-file",
                member.passphraseFile());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_536, 65_537, 262_144 - 32, 262_144 - 31, 1_500_000})
    void aFileComesBackAsItWas(int sizeBytes) throws IOException {
        Path file = file("invoice.xml", sizeBytes);

        Outcome put = put(file);
        assertThat(put.err()).isEmpty();
        assertThat(put.out())
                .matches("\\Q" + file + "\\E: accepted after \\d+ ms, record "
                        + node.onlyRecord().hashId() + ", .*\n");

        Path back = dir.resolve("back.xml");
        Outcome get = get(back);
        assertThat(get.err()).isEmpty();
        assertThat(back).hasSameBinaryContentAs(file);
        assertThat(dir).isDirectoryNotContaining("glob:**.part*");
    }

    @Test
    void whatTheNodeStoresShowsNothingOfTheFile() throws IOException {
        byte[] secret = "the price is 4711 yuan".getBytes(StandardCharsets.UTF_8);
        put(Files.write(dir.resolve("price.txt"), secret));

        for (byte[] chunk : node.chunks.values()) {
            String text = new String(chunk, StandardCharsets.ISO_8859_1);
            assertThat(text).doesNotContain("4711").doesNotContain("price");
        }
    }

    @Test
    void puttingAFileAgainMovesNoPayloadAndNamesTheFirstRecord() throws IOException {
        Path file = file("photo.jpg", 600_000);
        put(file);
        String first = node.onlyRecord().txid();
        node.requests.clear();

        Outcome again = put(file);

        assertThat(again.exitCode()).isZero();
        assertThat(again.out())
                .isEqualTo(file + ": put before, nothing was sent; the first record is "
                        + node.onlyRecord().hashId() + ", transaction " + first + "\n");
        assertThat(node.count("PUT ") + node.count("POST ")).isZero();
    }

    @Test
    void anUploadThatStoppedGoesOnWhereItWasWithTheSameBytes() throws IOException {
        Path file = file("video.mp4", 3_000_000);
        AtomicInteger sent = new AtomicInteger();
        node.hook = hooked -> {
            if (hooked.request().startsWith("PUT ") && sent.incrementAndGet() > 5) {
                throw new UncheckedIOException(new IOException("cut"));
            }
        };
        Outcome cut = put(file);
        assertThat(cut.exitCode()).isEqualTo(4);
        assertThat(cut.err())
                .contains("Start the node or name another with --node URL, then run the same command again");
        Map<Cid, byte[]> arrived = new TreeMap<>(node.chunks);
        assertThat(arrived).isNotEmpty();
        assertThat(member.home().resolve("uploads")).isDirectoryContaining("glob:**.box");

        node.hook = hooked -> {};
        node.requests.clear();
        Outcome resumed = put(file);

        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        assertThat(node.chunks.keySet()).containsAll(arrived.keySet());
        // 12 leaves and a root are all there is: nothing that had arrived was sent again, nothing differed.
        assertThat(node.chunks).hasSize(12 + 1 + 1);
        assertThat(node.count("PUT ")).isEqualTo(13 - arrived.size());
        assertThat(member.home().resolve("uploads")).isEmptyDirectory();
        assertThat(get(dir.resolve("back")).exitCode()).isZero();
        assertThat(dir.resolve("back")).hasSameBinaryContentAs(file);
    }

    @Test
    void theKeyBoxIsSavedBeforeTheFirstByteLeaves() throws IOException {
        Path uploads = member.home().resolve("uploads");
        node.hook = hooked -> {
            if (hooked.request().startsWith("PUT ")) {
                assertThat(uploads).isDirectoryContaining("glob:**.box");
            }
        };
        assertThat(put(file("a.txt", 100)).exitCode()).isZero();
        assertThat(uploads).isEmptyDirectory();
    }

    @Test
    void aFileThatChangesWhileItIsReadIsRefused() throws IOException {
        Path file = file("growing.log", 300_000);
        node.hook = hooked -> {
            if (hooked.request().startsWith("GET /v1/records/")) {
                try {
                    Files.writeString(file, "changed between the two passes");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        Outcome outcome = put(file);

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err())
                .isEqualTo("carnet: " + file
                        + " changed while it was read (FILE_CHANGED); nothing of the change was sent."
                        + " Run the command again when the file is at rest\n");
        assertThat(node.count("POST /v1/records")).isZero();
    }

    @Test
    void aDirectoryIsPutFileByFileAndBadOnesHaveTheirOwnLine() throws IOException {
        Path folder = Files.createDirectories(dir.resolve("folder/below"));
        Files.writeString(folder.resolve("a.txt"), "a");
        Files.writeString(folder.resolve("b.txt"), "b");
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("a.txt"));

        Outcome outcome = put(dir.resolve("folder"));

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out().lines()).hasSize(2).allMatch(line -> line.contains(": accepted after "));
        assertThat(outcome.err())
                .isEqualTo("carnet: " + folder.resolve("link")
                        + " is a symbolic link, which may point anywhere. Name the file it points to\n");
    }

    @Test
    void filesThatCannotBeRecordsAreRefusedInWords() throws IOException {
        Path missing = dir.resolve("none.pdf");
        Outcome absent = put(missing);
        assertThat(absent.exitCode()).isEqualTo(2);
        assertThat(absent.err()).isEqualTo("carnet: " + missing + " does not exist. Check the path\n");

        Outcome device = put("/dev/null");
        assertThat(device.exitCode()).isEqualTo(2);
        assertThat(device.err()).isEqualTo("carnet: /dev/null is a device, pipe or socket. Name a plain file\n");

        Path large = file("large.bin", 8 * 1024 * 1024);
        Outcome tooLarge = put(large);
        assertThat(tooLarge.exitCode()).isEqualTo(1);
        assertThat(tooLarge.err())
                .isEqualTo("carnet: " + large + " has 8388608 bytes; encrypted it would pass this network's limit of"
                        + " 8388608 bytes for a record. Split it\n");
        assertThat(node.chunks).isEmpty();
    }

    @Test
    void anEmptyNameIsNotTheCurrentDirectory() {
        Outcome outcome = put("");
        assertThat(outcome.err())
                .isEqualTo("carnet: a file name is empty, perhaps from a variable that is not set."
                        + " Name a file, or the current directory with .\n");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(node.requests).isEmpty();
    }

    @Test
    void aBusyNodeIsWaitedForAsLongAsItAsks() throws IOException {
        AtomicInteger busy = new AtomicInteger(2);
        node.hook = hooked -> {
            if (hooked.request().startsWith("PUT ") && busy.getAndDecrement() > 0) {
                hooked.refuse(503, "UPLOADS_FULL", "Too many uploads wait. Try again in 7 seconds.", "7");
            }
        };
        Outcome outcome = put(file("a.txt", 10));

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(cli.pauses()).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(7));
    }

    @Test
    void aNodeThatStaysBusyIsGivenUpAfterAMinute() throws IOException {
        node.hook = hooked -> {
            if (hooked.request().startsWith("PUT ")) {
                hooked.refuse(503, "UPLOADS_FULL", "Too many uploads wait. Try again in 5 seconds.", "86400");
            }
        };
        Outcome outcome = put(file("a.txt", 10));

        assertThat(outcome.exitCode()).isEqualTo(4);
        assertThat(outcome.err()).endsWith("Try again in 5 seconds. (UPLOADS_FULL, request r1)\n");
        assertThat(cli.pauses()).containsOnly(Duration.ofSeconds(15)).hasSize(4);
    }

    @Test
    void aFullDiskEndsWithTheStorageCode() throws IOException {
        node.hook = hooked -> {
            if (hooked.request().startsWith("PUT ")) {
                hooked.refuse(
                        507, "DISK_FULL", "The node's disk is full, so it stores nothing. Use another node.", null);
            }
        };
        Outcome outcome = put(file("a.txt", 10));
        assertThat(outcome.exitCode()).isEqualTo(5);
        assertThat(outcome.err()).contains("The node's disk is full, so it stores nothing. Use another node.");
    }

    @Test
    void aNodeThatIsAwayEndsWithTheNetworkCodeAndTheRemedy() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Outcome outcome = put(file("a.txt", 10), "--node", "http://127.0.0.1:" + port);

        assertThat(outcome.exitCode()).isEqualTo(4);
        assertThat(outcome.err())
                .isEqualTo("carnet: no node answers at http://127.0.0.1:" + port
                        + ". Start the node or name another with --node URL, then run the same command again\n");
    }

    @Test
    void aStrangerIsRefusedInTheNodesOwnWords() throws Exception {
        member = Member.create(dir, "stranger", MemberRole.MEMBER, node.url());
        Outcome outcome = put(file("a.txt", 10));
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err())
                .endsWith("The sender is no member. Ask the registrar of your domain. (NOT_A_MEMBER, request r1)\n");
    }

    @Test
    void aReceiptThatIsNotTheNodesWordIsNotBelieved() throws IOException {
        node.receipts = real ->
                new Receipt(real.txid(), real.node(), real.nodeKey(), real.acceptedAtMillis() + 1, real.signature());
        Outcome outcome = put(file("a.txt", 10));

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("the node's receipt is worthless: its signature does not match.");
        assertThat(member.home().resolve("uploads")).isDirectoryContaining("glob:**.box");
    }

    @Test
    void anAnswerThatIsLostOnTheWayDoesNotMakeASecondRecord() throws IOException {
        AtomicInteger answers = new AtomicInteger();
        node.receipts = receipt -> {
            if (answers.getAndIncrement() == 0) {
                throw new IllegalStateException("the connection breaks after the record was stored");
            }
            return receipt;
        };
        Outcome outcome = put(file("a.txt", 10));
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(answers).hasValue(2);
        assertThat(node.onlyRecord().state()).isEqualTo("in block");
    }

    @Test
    void jsonIsOneObjectWithARecordForEachFile() throws IOException {
        Outcome outcome = put(file("a.txt", 10), file("b.txt", 20), "--json", "--wait", "block");
        JsonNode json = Json.MAPPER.readTree(outcome.out());
        assertThat(json.path("records")).hasSize(2);
        JsonNode first = json.path("records").get(0);
        assertThat(first.path("file").asText()).endsWith("a.txt");
        assertThat(first.path("state").asText()).isEqualTo("in block");
        assertThat(first.path("hashId").asText()).hasSize(64);
        assertThat(first.path("sizeBytes").asLong()).isEqualTo(10);
        assertThat(first.path("replicatedMillis").asLong())
                .isGreaterThanOrEqualTo(first.path("acceptedMillis").asLong());
        assertThat(first.path("inBlockMillis").isNumber()).isTrue();
    }

    @Test
    void aFolderWithoutFilesIsNothingToPut() throws IOException {
        Path empty = dir.resolve("empty");
        Files.createDirectories(empty.resolve("below"));
        Outcome outcome = put(empty);

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .isEqualTo("carnet: there is nothing to put: " + empty + " holds no files."
                        + " Name files, or directories with files in them\n");
        assertThat(node.requests).isEmpty();
    }

    @Test
    void aMemberOfOneNetworkDoesNotTalkToAnother() throws Exception {
        put(file("a.txt", 10));
        try (MemoryNode other = new MemoryNode(
                Member.create(dir, "other", MemberRole.REGISTRAR, node.url()).card(), MAX_SIZE_CLASS)) {
            Outcome outcome = put(file("b.txt", 20), "--node", other.url());
            assertThat(outcome.exitCode()).isEqualTo(3);
            assertThat(outcome.err())
                    .contains("belongs to network " + node.genesis().hash() + ", but the node is of network "
                            + other.genesis().hash());
        }
    }
}
