package carnet.crypto.vectors;

import carnet.crypto.hash.Sha256;
import carnet.crypto.secret.Entropy;
import carnet.crypto.secret.SecretBytes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;

/** Golden vectors by name, and the deterministic inputs that they were made from. */
public final class Vectors {
    private Vectors() {}

    public static JsonNode read(String name) {
        try (InputStream in = Vectors.class.getResourceAsStream("/vectors/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("no vectors " + name);
            }
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] hex(JsonNode vector, String field) {
        return HexFormat.of().parseHex(vector.get(field).textValue());
    }

    public static SecretBytes secret(JsonNode vector, String field) {
        return SecretBytes.copyOf(hex(vector, field));
    }

    /** Bytes that count up from {@code start}, on and on. */
    public static Entropy counting(int start) {
        AtomicInteger next = new AtomicInteger(start);
        return count -> {
            byte[] bytes = new byte[count];
            for (int i = 0; i < count; i++) {
                bytes[i] = (byte) next.getAndIncrement();
            }
            return bytes;
        };
    }

    /** Bytes that differ at every call and look random: SHA-256 of a counter. */
    public static Entropy seeded(int seed) {
        AtomicInteger calls = new AtomicInteger();
        return count -> {
            byte[] bytes = new byte[count];
            for (int done = 0; done < count; done += 32) {
                byte[] block = Sha256.of(
                                ("test " + seed + " " + calls.getAndIncrement()).getBytes(StandardCharsets.US_ASCII))
                        .bytes();
                System.arraycopy(block, 0, bytes, done, Math.min(32, count - done));
            }
            return bytes;
        };
    }

    /** The file of {@code sizeBytes} whose SecFile the vectors give. */
    public static byte[] plainFile(int sizeBytes) {
        byte[] file = new byte[sizeBytes];
        for (int i = 0; i < sizeBytes; i++) {
            file[i] = (byte) (7 * i + i / 251);
        }
        return file;
    }

    public static SecretBytes filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return SecretBytes.copyOf(bytes);
    }
}
