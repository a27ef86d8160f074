package carnet.crypto.record;

import carnet.crypto.hash.Hash;
import carnet.crypto.secfile.FileKey;
import carnet.crypto.secret.SecretBytes;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The plaintext of an owner slot: a JSON object of exactly these six fields, bytes in lower-case hexadecimal:
 *
 * <pre>{"fileKey":"..","salt":"..","sizeBytes":5,"name":"..","mediaType":"..","sha256":".."}</pre>
 */
final class OwnerSecretsJson {
    /** Longest text that is parsed, in bytes. */
    static final int MAX_BYTES = 4096;

    private static final int FIELDS = 6;
    private static final HexFormat HEX = HexFormat.of();
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private OwnerSecretsJson() {}

    static byte[] write(OwnerSecrets secrets) {
        ObjectNode json = MAPPER.createObjectNode()
                .put("fileKey", HEX.formatHex(secrets.fileKey().secret().expose()))
                .put("salt", HEX.formatHex(secrets.salt().secret().expose()))
                .put("sizeBytes", secrets.sizeBytes())
                .put("name", secrets.name())
                .put("mediaType", secrets.mediaType())
                .put("sha256", secrets.sha256().hex());
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of six fields can be written", e);
        }
    }

    /** Returns what {@code text} says, or nothing when a field is missing, doubled, unknown or out of bounds. */
    static Optional<OwnerSecrets> read(byte[] text) {
        if (text.length > MAX_BYTES) {
            return Optional.empty();
        }
        try {
            JsonNode json = MAPPER.readTree(text);
            JsonNode size = json.path("sizeBytes");
            if (!json.isObject() || json.size() != FIELDS || !size.isIntegralNumber() || !size.canConvertToLong()) {
                return Optional.empty();
            }
            return Optional.of(new OwnerSecrets(
                    new FileKey(secret(json, "fileKey")),
                    new Salt(secret(json, "salt")),
                    size.longValue(),
                    text(json, "name"),
                    text(json, "mediaType"),
                    Hash.fromHex(text(json, "sha256"))));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static SecretBytes secret(JsonNode json, String field) {
        byte[] bytes = HEX.parseHex(text(json, field));
        SecretBytes secret = SecretBytes.copyOf(bytes);
        Arrays.fill(bytes, (byte) 0);
        return secret;
    }

    private static String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(field + " is missing or not a text");
        }
        return value.textValue();
    }
}
