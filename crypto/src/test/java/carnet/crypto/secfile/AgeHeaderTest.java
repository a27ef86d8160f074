package carnet.crypto.secfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import carnet.crypto.vault.MemberKeys;
import carnet.crypto.vault.SealingKey;
import carnet.crypto.vault.SealingPublicKey;
import carnet.crypto.vectors.Vectors;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgeHeaderTest {
    private static final FileKey FILE_KEY = new FileKey(Vectors.filled(16, 3));
    private static final SealingKey ONE = SealingKey.of(Vectors.filled(32, 1));
    private static final SealingKey TWO = SealingKey.of(Vectors.filled(32, 2));
    private static final SealingKey STRANGER = SealingKey.of(Vectors.filled(32, 9));

    @Test
    void everyRecipientOpensItAndNobodyElse() throws IOException {
        byte[] header = AgeHeader.seal(FILE_KEY, List.of(ONE.publicKey(), TWO.publicKey()), Vectors.seeded(1));
        assertThat(open(header, ONE)).isEqualTo(new AgeOpening.Opened(FILE_KEY));
        assertThat(open(header, TWO)).isEqualTo(new AgeOpening.Opened(FILE_KEY));
        assertThat(open(header, STRANGER)).isEqualTo(new AgeOpening.NoMatchingKey());
    }

    @Test
    void isTheGoldenHeader() {
        for (JsonNode vector : Vectors.read("age-header.json")) {
            SealingPublicKey recipient = MemberKeys.fromSeed(Vectors.secret(vector, "seed"))
                    .sealing()
                    .publicKey();
            byte[] header = AgeHeader.seal(
                    new FileKey(Vectors.secret(vector, "fileKey")),
                    List.of(recipient),
                    Vectors.counting(vector.get("entropyStart").intValue()));
            assertThat(new String(header, StandardCharsets.US_ASCII))
                    .isEqualTo(vector.get("header").textValue());
        }
    }

    @Test
    void leavesTheStreamAtThePayload() throws IOException {
        byte[] header = AgeHeader.seal(FILE_KEY, List.of(ONE.publicKey()), Vectors.seeded(2));
        byte[] file = Arrays.copyOf(header, header.length + 2);
        file[header.length] = 77;
        InputStream in = new ByteArrayInputStream(file);
        assertThat(AgeHeader.open(in, ONE)).isInstanceOf(AgeOpening.Opened.class);
        assertThat(in.read()).isEqualTo(77);
    }

    @Test
    void anEndlessHeaderIsGivenUp() throws IOException {
        byte[] start = "age-encryption.org/v1\n".getBytes(StandardCharsets.US_ASCII);
        InputStream endless = new ByteArrayInputStream(Arrays.copyOf(start, 2 * AgeHeader.MAX_BYTES));
        assertThat(AgeHeader.open(endless, ONE))
                .isEqualTo(new AgeOpening.Malformed("its header is longer than 65536 bytes"));
        assertThat(endless.available()).isEqualTo(AgeHeader.MAX_BYTES);
        assertThat(open(new byte[0], ONE)).isEqualTo(new AgeOpening.Malformed("the file ends within its header"));
    }

    @Test
    void aHeaderHasBoundedRecipients() throws IOException {
        assertThatIllegalArgumentException().isThrownBy(() -> AgeHeader.seal(FILE_KEY, List.of(), Vectors.seeded(3)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AgeHeader.seal(FILE_KEY, copies(AgeHeader.MAX_RECIPIENTS + 1), Vectors.seeded(3)));
        byte[] largest = AgeHeader.seal(FILE_KEY, copies(AgeHeader.MAX_RECIPIENTS), Vectors.seeded(3));
        assertThat(open(largest, ONE)).isEqualTo(new AgeOpening.Opened(FILE_KEY));
    }

    private static List<SealingPublicKey> copies(int count) {
        return Collections.nCopies(count, ONE.publicKey());
    }

    private static AgeOpening open(byte[] header, SealingKey key) throws IOException {
        return AgeHeader.open(new ByteArrayInputStream(header), key);
    }
}
