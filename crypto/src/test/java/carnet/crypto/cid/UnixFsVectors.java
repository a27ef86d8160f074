package carnet.crypto.cid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The published identifiers of generated files; the resource says how they came about. */
final class UnixFsVectors {
    private UnixFsVectors() {}

    record FileVector(
            String profile,
            int leafBytes,
            int links,
            long sizeBytes,
            String contentSha256,
            String cid,
            long cumulativeBytes,
            int depth,
            int uniqueBlocks,
            String firstLeafCid,
            String lastLeafCid) {
        @Override
        public String toString() {
            return profile + ", " + sizeBytes + " bytes";
        }
    }

    record KeystreamVector(String seed, long sizeBytes, String cid) {}

    static Stream<FileVector> files() {
        return elements(read().get("profiles")).flatMap(profile -> elements(profile.get("vectors"))
                .map(vector -> new FileVector(
                        profile.get("name").asText(),
                        profile.get("chunkSize").asInt(),
                        profile.get("maxLinks").asInt(),
                        vector.get("size").asLong(),
                        vector.get("contentSha256").asText(),
                        vector.get("cid").asText(),
                        vector.get("cumulativeSize").asLong(),
                        vector.get("depth").asInt(),
                        vector.get("uniqueBlocks").asInt(),
                        vector.get("firstLeafCid").asText(),
                        vector.get("lastLeafCid").asText())));
    }

    static Stream<KeystreamVector> keystreams() {
        return elements(read().get("keystream"))
                .map(vector -> new KeystreamVector(
                        vector.get("seed").asText(),
                        vector.get("size").asLong(),
                        vector.get("cid").asText()));
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static JsonNode read() {
        try (InputStream in = Objects.requireNonNull(UnixFsVectors.class.getResourceAsStream("unixfs-vectors.json"))) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
