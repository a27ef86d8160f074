package carnet.crypto.secfile;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.crypto.hash.Sha256;
import carnet.crypto.secret.SecretBytes;
import carnet.crypto.vault.SealingKey;
import carnet.crypto.vectors.Vectors;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The age test vectors of C2SP/CCTV: what must open, what must not, why, and what may be released before. */
class AgeKitTest {
    @TestFactory
    Stream<DynamicTest> behavesAsTheFormatDemands() {
        return Vectors.read("age-kit.json").properties().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> check(entry.getValue())));
    }

    private static void check(JsonNode vector) throws IOException {
        byte[] file = Base64.getDecoder().decode(vector.textValue());
        int end = new String(file, StandardCharsets.ISO_8859_1).indexOf("\n\n");
        Map<String, String> properties = new HashMap<>();
        List<SealingKey> identities = new ArrayList<>();
        for (String line : new String(file, 0, end, StandardCharsets.US_ASCII).split("\n")) {
            String[] pair = line.split(": ", 2);
            properties.put(pair[0], pair[1]);
            if (pair[0].equals("identity")) {
                identities.add(identity(pair[1]));
            }
        }
        InputStream body = new ByteArrayInputStream(file, end + 2, file.length);
        byte[] age = (properties.containsKey("compressed") ? new InflaterInputStream(body) : body).readAllBytes();
        Result result = decrypt(age, identities);
        assertThat(result.verdict()).isEqualTo(properties.get("expect"));
        Optional.ofNullable(properties.get("payload"))
                .ifPresent(
                        hash -> assertThat(Sha256.of(result.released()).hex()).isEqualTo(hash));
    }

    private static Result decrypt(byte[] age, List<SealingKey> identities) throws IOException {
        ByteArrayOutputStream released = new ByteArrayOutputStream();
        String verdict = "no match";
        for (SealingKey identity : identities.isEmpty() ? List.of(SealingKey.of(Vectors.filled(32, 1))) : identities) {
            InputStream in = new ByteArrayInputStream(age);
            AgeOpening opening = AgeHeader.open(in, identity);
            // The kit counts the nonce to the header; a SecFile begins with it.
            if (opening instanceof AgeOpening.Malformed || in.available() < SecFile.NONCE_BYTES) {
                return new Result("header failure", new byte[0]);
            }
            if (opening instanceof AgeOpening.WrongMac) {
                return new Result("HMAC failure", new byte[0]);
            }
            if (opening instanceof AgeOpening.Opened opened) {
                try (InputStream plain = new SecFileDecryptor(opened.fileKey(), in)) {
                    plain.transferTo(released);
                    return new Result("success", released.toByteArray());
                } catch (SecFileException e) {
                    verdict = "payload failure";
                }
            }
        }
        return new Result(verdict, released.toByteArray());
    }

    private record Result(String verdict, byte[] released) {}

    /** Reads Bech32 without its checksum, which the next line checks by writing the text again. */
    private static SealingKey identity(String text) {
        String digits = text.toLowerCase(Locale.ROOT).substring("age-secret-key-1".length());
        byte[] scalar = new byte[32];
        for (int bit = 0; bit < scalar.length * 8; bit++) {
            int digit = "qpzry9x8gf2tvdw0s3jn54khce6mua7l".indexOf(digits.charAt(bit / 5));
            scalar[bit / 8] |= (byte) (((digit >>> (4 - bit % 5)) & 1) << (7 - bit % 8));
        }
        SealingKey key = SealingKey.of(SecretBytes.copyOf(scalar));
        assertThat(AgeText.identity(key).expose()).isEqualTo(text.getBytes(StandardCharsets.US_ASCII));
        Arrays.fill(scalar, (byte) 0);
        return key;
    }
}
