package carnet.crypto.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import carnet.crypto.hash.Sha256;
import carnet.crypto.secfile.FileKey;
import carnet.crypto.secret.SecretBytes;
import carnet.crypto.sign.PublicKey;
import carnet.crypto.vault.Hpke;
import carnet.crypto.vault.MemberKeys;
import carnet.crypto.vectors.Vectors;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyBoxTest {
    private static final MemberKeys OWNER = MemberKeys.fromSeed(Vectors.filled(32, 1));
    private static final MemberKeys STRANGER = MemberKeys.fromSeed(Vectors.filled(32, 2));
    private static final PublicKey FIRST_KEY = OWNER.signing().publicKey();
    private static final OwnerSecrets SECRETS = secrets("Rechnung 4711 – März.pdf");
    private static final OwnerOpening UNUSABLE =
            new OwnerOpening.Unusable("the owner slot does not hold the fields it must");
    private static final HashId HASH_ID = SECRETS.hashId(FIRST_KEY);

    @Test
    void opensForItsOwnerAndItsRecordOnly() {
        KeyBox box = sealed();
        assertThat(box.openOwner(HASH_ID, FIRST_KEY, OWNER.sealing())).isEqualTo(new OwnerOpening.Opened(SECRETS));
        OwnerOpening refused = new OwnerOpening.NotForThisKey();
        assertThat(box.openOwner(HASH_ID, FIRST_KEY, STRANGER.sealing())).isEqualTo(refused);
        assertThat(box.openOwner(HASH_ID, STRANGER.signing().publicKey(), OWNER.sealing()))
                .isEqualTo(refused);
        assertThat(box.openOwner(new HashId(Sha256.of()), FIRST_KEY, OWNER.sealing()))
                .isEqualTo(refused);
    }

    @Test
    void isTheGoldenBox() throws MalformedKeyBoxException {
        for (JsonNode vector : Vectors.read("key-box.json")) {
            MemberKeys keys = MemberKeys.fromSeed(Vectors.secret(vector, "seed"));
            byte[] file = Vectors.hex(vector, "file");
            OwnerSecrets secrets = new OwnerSecrets(
                    new FileKey(Vectors.secret(vector, "fileKey")),
                    Salt.derive(keys.dedupKey(), 0, Sha256.of(file)),
                    file.length,
                    vector.get("name").textValue(),
                    vector.get("mediaType").textValue(),
                    Sha256.of(file));
            PublicKey firstKey = keys.signing().publicKey();
            KeyBox box = KeyBox.sealOwner(
                    secrets,
                    firstKey,
                    keys.sealing().publicKey(),
                    Vectors.counting(vector.get("entropyStart").intValue()));
            assertThat(box.encode()).isEqualTo(Vectors.hex(vector, "keyBox"));
            HashId hashId = HashId.fromHex(vector.get("hashId").textValue());
            assertThat(KeyBox.decode(box.encode()).openOwner(hashId, firstKey, keys.sealing()))
                    .isEqualTo(new OwnerOpening.Opened(secrets));
        }
    }

    @Test
    void keepsSlotsOfLaterTypes() throws MalformedKeyBoxException {
        List<KeyBox.Slot> slots = new ArrayList<>(sealed().slots());
        slots.add(0, new KeyBox.Slot(200, new byte[] {1, 2, 3}));
        slots.add(new KeyBox.Slot(2, new byte[0]));
        slots.add(new KeyBox.Slot(2, new byte[0]));
        KeyBox box = new KeyBox(slots);
        KeyBox read = KeyBox.decode(box.encode());
        assertThat(read).isEqualTo(box);
        assertThat(read.encode()).isEqualTo(box.encode());
        assertThat(read.openOwner(HASH_ID, FIRST_KEY, OWNER.sealing())).isEqualTo(new OwnerOpening.Opened(SECRETS));
    }

    @Test
    void everyAlteredByteOfTheOwnerSlotIsSeen() throws MalformedKeyBoxException {
        byte[] bytes = sealed().encode();
        for (int i = 5; i < bytes.length; i++) {
            byte[] altered = bytes.clone();
            altered[i] ^= 1;
            assertThat(KeyBox.decode(altered).openOwner(HASH_ID, FIRST_KEY, OWNER.sealing()))
                    .isEqualTo(new OwnerOpening.NotForThisKey());
        }
    }

    @Test
    void everyCutAndEveryAdditionIsRefused() {
        byte[] bytes = sealed().encode();
        for (int length = 0; length < bytes.length; length++) {
            assertMalformed(Arrays.copyOf(bytes, length));
        }
        assertMalformed(Arrays.copyOf(bytes, bytes.length + 1));
    }

    @Test
    void boundsHoldAtTheLimitAndOneAbove() throws MalformedKeyBoxException {
        KeyBox.Slot empty = new KeyBox.Slot(9, new byte[0]);
        KeyBox most = new KeyBox(Collections.nCopies(KeyBox.MAX_SLOTS, empty));
        assertThat(KeyBox.decode(most.encode())).isEqualTo(most);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeyBox(Collections.nCopies(KeyBox.MAX_SLOTS + 1, empty)));
        KeyBox largest = new KeyBox(List.of(new KeyBox.Slot(9, new byte[KeyBox.MAX_BYTES - 5])));
        assertThat(KeyBox.decode(largest.encode())).isEqualTo(largest);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeyBox(List.of(new KeyBox.Slot(9, new byte[KeyBox.MAX_BYTES - 4]))));
        assertMalformed(new byte[] {1, 0});
        assertMalformed(new byte[] {2, 1, 9, 0, 0});
        assertMalformed(
                ByteBuffer.allocate(2 + 65 * 3).put((byte) 1).put((byte) 65).array());
        assertMalformed(new byte[KeyBox.MAX_BYTES + 1]);
        assertMalformed(new byte[] {1, 2, 1, 0, 0, 1, 0, 0});
    }

    @Test
    void withoutAnOwnerSlotItSaysSo() {
        KeyBox box = new KeyBox(List.of(new KeyBox.Slot(2, new byte[80])));
        assertThat(box.openOwner(HASH_ID, FIRST_KEY, OWNER.sealing())).isEqualTo(new OwnerOpening.NoOwnerSlot());
    }

    @Test
    void aSlotThatDescribesAnotherFileIsUnusable() {
        OwnerSecrets other = new OwnerSecrets(
                SECRETS.fileKey(), SECRETS.salt(), 1, "other", "text/plain", Sha256.of(new byte[] {9}));
        String json = new String(OwnerSecretsJson.write(other), StandardCharsets.UTF_8);
        assertThat(openWith(json))
                .isEqualTo(new OwnerOpening.Unusable("the owner slot describes another file than the record names"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                ":12| :12.0",
                ":12| :\"12\"",
                ":12| :99999999999999999999",
                ":12| :-1",
                ":12| :012",
                "\"name\"| \"nom\"",
                "}| ,\"more\":1}",
                "}| ,\"sizeBytes\":12}",
                "}| } {}",
                "}| }}",
                "}| ``",
                "\"fileKey\":\"ab| \"fileKey\":\"",
                "\"fileKey\":\"ab| \"fileKey\":\"zz",
                "Rechnung| ../Rechnung",
                "Rechnung| \\u0000",
                "Rechnung| \\ud800",
                "application/pdf| pdf",
                "application/pdf| a/b\\n",
            })
    void anythingButTheSixFieldsIsUnusable(String from, String to) {
        String json = new String(OwnerSecretsJson.write(SECRETS), StandardCharsets.UTF_8);
        String text = json.replace(from, to);
        assertThat(text).isNotEqualTo(json);
        assertThat(openWith(text)).isEqualTo(UNUSABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "null", "12", "{", "[[[[[[[["})
    void anythingButAnObjectIsUnusable(String text) {
        assertThat(openWith(text)).isEqualTo(UNUSABLE);
    }

    @Test
    void theLongestNameFitsAndNoLonger() {
        OwnerSecrets longest = secrets("\"".repeat(OwnerSecrets.MAX_NAME_BYTES));
        KeyBox box = KeyBox.sealOwner(longest, FIRST_KEY, OWNER.sealing().publicKey(), Vectors.seeded(2));
        assertThat(box.openOwner(HASH_ID, FIRST_KEY, OWNER.sealing())).isEqualTo(new OwnerOpening.Opened(longest));
        for (String name : List.of("", ".", "..", "a/b", "a\\b", "a\u001b[2J", "ä".repeat(128), "\ud800")) {
            assertThatIllegalArgumentException().as(name).isThrownBy(() -> secrets(name));
        }
        assertThat(longest).hasToString("OwnerSecrets[not shown]");
    }

    private static OwnerOpening openWith(String json) {
        byte[] ids = ByteBuffer.allocate(64)
                .put(HASH_ID.value().bytes())
                .put(FIRST_KEY.bytes())
                .array();
        byte[] content = Hpke.seal(
                OWNER.sealing().publicKey(),
                "carnet/owner-slot/1",
                ids,
                json.getBytes(StandardCharsets.UTF_8),
                Vectors.seeded(3));
        return new KeyBox(List.of(new KeyBox.Slot(KeyBox.OWNER_SLOT, content)))
                .openOwner(HASH_ID, FIRST_KEY, OWNER.sealing());
    }

    private static KeyBox sealed() {
        return KeyBox.sealOwner(SECRETS, FIRST_KEY, OWNER.sealing().publicKey(), Vectors.seeded(1));
    }

    private static OwnerSecrets secrets(String name) {
        byte[] file = "invoice 4711".getBytes(StandardCharsets.US_ASCII);
        SecretBytes dedupKey = OWNER.dedupKey();
        return new OwnerSecrets(
                new FileKey(Vectors.filled(16, 0xab)),
                Salt.derive(dedupKey, 0, Sha256.of(file)),
                file.length,
                name,
                "application/pdf",
                Sha256.of(file));
    }

    private static void assertMalformed(byte[] bytes) {
        assertThatExceptionOfType(MalformedKeyBoxException.class)
                .as("%d bytes", bytes.length)
                .isThrownBy(() -> KeyBox.decode(bytes));
    }
}
