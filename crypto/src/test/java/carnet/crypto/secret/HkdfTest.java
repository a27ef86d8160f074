package carnet.crypto.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import carnet.crypto.vectors.Vectors;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class HkdfTest {
    @Test
    void agreesWithWycheproof() {
        for (JsonNode vector : Vectors.read("wycheproof-hkdf-sha256.json")) {
            byte[] salt = Vectors.hex(vector, "salt");
            byte[] key = Vectors.hex(vector, "ikm");
            byte[] info = Vectors.hex(vector, "info");
            int length = vector.get("size").intValue();
            if (vector.get("result").textValue().equals("valid")) {
                assertThat(Hkdf.derive(salt, key, info, length))
                        .as(vector.toString())
                        .isEqualTo(Vectors.hex(vector, "okm"));
            } else {
                assertThatIllegalArgumentException().isThrownBy(() -> Hkdf.derive(salt, key, info, length));
            }
        }
    }
}
