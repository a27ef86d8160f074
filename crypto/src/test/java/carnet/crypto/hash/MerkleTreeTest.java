package carnet.crypto.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MerkleTreeTest {
    /** The leaves and roots of the tests of Certificate Transparency (RFC 6962). */
    private static final List<String> KNOWN_LEAVES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private static final List<String> KNOWN_ROOTS = List.of(
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    @Test
    void hasTheRootsOfCertificateTransparency() {
        List<Hash> leaves = new ArrayList<>();
        for (int i = 0; i < KNOWN_LEAVES.size(); i++) {
            leaves.add(MerkleTree.leafHash(HexFormat.of().parseHex(KNOWN_LEAVES.get(i))));
            assertThat(MerkleTree.root(leaves).hex()).isEqualTo(KNOWN_ROOTS.get(i));
        }
    }

    @ParameterizedTest
    @MethodSource("leafCounts")
    void thePathOfLeafZeroLeadsToTheRoot(int leafCount) {
        List<Hash> leaves = leaves(leafCount);
        List<Hash> path = MerkleTree.pathOfFirst(leaves);
        assertThat(path).hasSize(MerkleTree.pathLengthOfFirst(leafCount));
        assertThat(MerkleTree.root(leaves)).isEqualTo(definedRoot(leaves));
        assertThat(MerkleTree.rootFromFirst(leaves.get(0), path)).isEqualTo(MerkleTree.root(leaves));
        assertThat(MerkleTree.rootFromFirst(MerkleTree.leafHash(new byte[] {9}), path))
                .isNotEqualTo(MerkleTree.root(leaves));
    }

    @Test
    void noTwoListsThatDifferInARepeatedTailShareARoot() {
        Set<Hash> roots = new HashSet<>();
        for (int leafCount = 1; leafCount <= 33; leafCount++) {
            List<Hash> leaves = new ArrayList<>(leaves(leafCount));
            assertThat(roots.add(MerkleTree.root(leaves))).isTrue();
            for (int tail = 1; tail <= leafCount; tail++) {
                List<Hash> repeated = new ArrayList<>(leaves);
                repeated.addAll(leaves.subList(leafCount - tail, leafCount));
                assertThat(roots.add(MerkleTree.root(repeated))).isTrue();
            }
        }
    }

    @Test
    void aNodeIsNoLeaf() {
        List<Hash> leaves = leaves(2);
        byte[] inner = new byte[2 * Hash.LENGTH_BYTES];
        leaves.get(0).copyTo(inner, 0);
        leaves.get(1).copyTo(inner, Hash.LENGTH_BYTES);
        assertThat(MerkleTree.leafHash(inner)).isNotEqualTo(MerkleTree.root(leaves));
    }

    @Test
    void hasNoRootOfNothing() {
        assertThatThrownBy(() -> MerkleTree.root(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MerkleTree.pathOfFirst(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    static IntStream leafCounts() {
        return IntStream.rangeClosed(1, 70);
    }

    private static List<Hash> leaves(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> MerkleTree.leafHash(new byte[] {(byte) i}))
                .toList();
    }

    /** RFC 6962, section 2.1, word for word, except that k is searched for. */
    private static Hash definedRoot(List<Hash> leaves) {
        if (leaves.size() == 1) {
            return leaves.get(0);
        }
        int k = 1;
        while (2 * k < leaves.size()) {
            k *= 2;
        }
        Hash left = definedRoot(leaves.subList(0, k));
        Hash right = definedRoot(leaves.subList(k, leaves.size()));
        return Sha256.of(new byte[] {1}, left.bytes(), right.bytes());
    }
}
