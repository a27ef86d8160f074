package carnet.crypto.cid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.crypto.cid.UnixFsVectors.FileVector;
import carnet.crypto.cid.UnixFsVectors.KeystreamVector;
import carnet.crypto.hash.Hash;
import carnet.crypto.hash.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.ChaCha20ParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DagBuilderTest {
    private static final long LARGE_BYTES = 100_000_000;

    @ParameterizedTest
    @MethodSource("files")
    void givesThePublishedRootOfAFile(FileVector vector) throws IOException {
        assertVector(vector);
    }

    @ParameterizedTest
    @MethodSource("largeFiles")
    @EnabledIfSystemProperty(named = "carnet.test.large", matches = "true")
    void givesThePublishedRootOfAFileOfOneGibibyte(FileVector vector) throws IOException {
        assertVector(vector);
    }

    @ParameterizedTest
    @MethodSource("keystreams")
    void givesTheRootThatKuboExpects(KeystreamVector vector) throws Exception {
        assertThat(rootOfKeystream(vector)).hasToString(vector.cid());
    }

    @ParameterizedTest
    @MethodSource("largeKeystreams")
    @EnabledIfSystemProperty(named = "carnet.test.large", matches = "true")
    void givesTheRootThatKuboExpectsOfOneGibibyte(KeystreamVector vector) throws Exception {
        assertThat(rootOfKeystream(vector)).hasToString(vector.cid());
    }

    @Test
    void givesTheRootOfHelloWorldThatEveryoneKnows() throws IOException {
        byte[] file = "hello world".getBytes(StandardCharsets.US_ASCII);
        assertThat(new Tree(UnixFsProfile.KUBO_DEFAULT, file).root())
                .hasToString("bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e");
    }

    @Test
    void givesTheSameTreeHoweverTheBytesAreCut() throws IOException {
        byte[] file = GeneratedFile.bytes(1_000_000);
        Cid whole = new Tree(UnixFsProfile.KUBO_DEFAULT, file).root();
        Random random = new Random(1);
        Map<Cid, byte[]> blocks = new HashMap<>();
        DagBuilder builder = new DagBuilder(UnixFsProfile.KUBO_DEFAULT, blocks::put);
        int offset = 0;
        while (offset < file.length) {
            int length = Math.min(file.length - offset, random.nextInt(400_000));
            builder.write(file, offset, length);
            offset += length;
        }
        assertThat(builder.finish()).isEqualTo(whole);
        assertThat(blocks)
                .allSatisfy((cid, block) -> assertThat(cid.matches(block)).isTrue());
    }

    @Test
    void doesNotChangeABlockThatItHasGivenAway() throws IOException {
        Map<Cid, byte[]> blocks = new HashMap<>();
        DagBuilder builder = new DagBuilder(UnixFsProfile.KUBO_DEFAULT, blocks::put);
        byte[] buffer = GeneratedFile.bytes(3 * 262144);
        builder.write(buffer, 0, buffer.length);
        Arrays.fill(buffer, (byte) 7);
        builder.write(buffer, 0, buffer.length);
        builder.finish();
        assertThat(blocks)
                .allSatisfy((cid, block) -> assertThat(cid.matches(block)).isTrue());
    }

    @Test
    void isOfOneFileOnly() throws IOException {
        DagBuilder builder = new DagBuilder(UnixFsProfile.KUBO_DEFAULT, (cid, block) -> {});
        builder.finish();
        assertThatThrownBy(builder::finish).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> builder.write(new byte[1], 0, 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void profilesAreKnownByTheirCodes() {
        for (UnixFsProfile profile : UnixFsProfile.values()) {
            assertThat(UnixFsProfile.ofCode(profile.code())).isEqualTo(profile);
        }
        assertThatThrownBy(() -> UnixFsProfile.ofCode(0)).isInstanceOf(IllegalArgumentException.class);
    }

    static Stream<FileVector> files() {
        return UnixFsVectors.files().filter(vector -> vector.sizeBytes() < LARGE_BYTES);
    }

    static Stream<FileVector> largeFiles() {
        return UnixFsVectors.files().filter(vector -> vector.sizeBytes() >= LARGE_BYTES);
    }

    static Stream<KeystreamVector> keystreams() {
        return UnixFsVectors.keystreams().filter(vector -> vector.sizeBytes() < LARGE_BYTES);
    }

    static Stream<KeystreamVector> largeKeystreams() {
        return UnixFsVectors.keystreams().filter(vector -> vector.sizeBytes() >= LARGE_BYTES);
    }

    private static void assertVector(FileVector vector) throws IOException {
        Observed observed = new Observed();
        MessageDigest content = Sha256.newDigest();
        DagBuilder builder = new DagBuilder(vector.leafBytes(), vector.links(), observed);
        GeneratedFile file = new GeneratedFile();
        long rest = vector.sizeBytes();
        while (rest > 0) {
            int length = (int) Math.min(rest, GeneratedFile.PIECE_BYTES);
            byte[] piece = file.nextPiece();
            content.update(piece, 0, length);
            builder.write(piece, 0, length);
            rest -= length;
        }
        assertThat(builder.finish()).hasToString(vector.cid());
        assertThat(Hash.of(content.digest()).hex()).isEqualTo(vector.contentSha256());
        assertThat(observed.cumulativeBytes).isEqualTo(vector.cumulativeBytes());
        assertThat(observed.cids).hasSize(vector.uniqueBlocks());
        assertThat(observed.firstLeaf).hasToString(vector.firstLeafCid());
        assertThat(observed.lastLeaf).hasToString(vector.lastLeafCid());
    }

    private static Cid rootOfKeystream(KeystreamVector vector) throws IOException, GeneralSecurityException {
        byte[] key = Sha256.of(vector.seed().getBytes(StandardCharsets.UTF_8)).bytes();
        Cipher cipher = Cipher.getInstance("ChaCha20");
        cipher.init(
                Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "ChaCha20"), new ChaCha20ParameterSpec(new byte[12], 0));
        DagBuilder builder = new DagBuilder(UnixFsProfile.UNIXFS_V1_2025, (cid, block) -> {});
        byte[] zeros = new byte[64 * 1024];
        long rest = vector.sizeBytes();
        while (rest > 0) {
            int length = (int) Math.min(rest, zeros.length);
            byte[] piece = cipher.update(zeros, 0, length);
            builder.write(piece, 0, piece.length);
            rest -= length;
        }
        return builder.finish();
    }

    private static final class Observed implements BlockSink {
        private final Set<Cid> cids = new HashSet<>();
        private @Nullable Cid firstLeaf;
        private @Nullable Cid lastLeaf;
        private long cumulativeBytes;

        @Override
        public void accept(Cid cid, byte[] block) {
            cids.add(cid);
            cumulativeBytes += block.length;
            if (cid.codec() == Cid.Codec.RAW) {
                firstLeaf = firstLeaf == null ? cid : firstLeaf;
                lastLeaf = cid;
            }
        }
    }
}
