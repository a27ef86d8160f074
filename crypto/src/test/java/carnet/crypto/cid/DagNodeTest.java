package carnet.crypto.cid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DagNodeTest {
    /** The root of the vector of 91,226,112 bytes in kubo's layout: two full inner nodes below it. */
    private static final String ROOT_HEX =
            "122d0a24017012209dbb55bd1500f869f1b742aa5c90b6f253fc88c37742b08f04713eebdc146386"
                    + "12001886c4e015122d0a240170122065d552537b876aa69286b189c1ef9aea9f48b9d247071249264069260f9b7151"
                    + "12001886c4e0150a110802188080c02b208080e015208080e015";

    @Test
    void hasThePublishedEncoding() throws MalformedNodeException {
        byte[] block = hex(ROOT_HEX);
        DagNode node = DagNode.decode(block);
        assertThat(node.links()).hasSize(2);
        assertThat(node.fileBytes()).isEqualTo(91_226_112);
        assertThat(node.bytesBelow() + block.length).isEqualTo(91_243_645);
        assertThat(node.isAboveLeaves()).isFalse();
        assertThat(node.encode()).isEqualTo(block);
        assertThat(Cid.of(Cid.Codec.DAG_PB, block))
                .hasToString("bafybeidnnm7lgvcd47ye6alcg5yquoy27mxik32xomxw3nuzphcms3yk2e");
    }

    @Test
    void readsBackEveryNodeOfATree() throws IOException, MalformedNodeException {
        Tree tree = new Tree(1024, 174, GeneratedFile.bytes(1024 * 174 * 3 + 5));
        int nodes = 0;
        for (Map.Entry<Cid, byte[]> entry : tree.blocks().entrySet()) {
            if (entry.getKey().codec() == Cid.Codec.DAG_PB) {
                assertThat(DagNode.decode(entry.getValue()).encode()).isEqualTo(entry.getValue());
                nodes++;
            }
        }
        assertThat(nodes).isEqualTo(5);
    }

    @Test
    void readsOnlyWhatItWrites() {
        byte[] block = hex(ROOT_HEX);
        for (int i = 0; i < block.length; i++) {
            for (int value = 0; value < 256; value++) {
                byte[] changed = block.clone();
                changed[i] = (byte) value;
                assertOneEncoding(changed);
            }
            assertRefused(Arrays.copyOf(block, i));
        }
        assertRefused(Arrays.copyOf(block, block.length + 1));
    }

    @Test
    void survivesRandomSplices() {
        byte[] block = hex(ROOT_HEX);
        Random random = new Random(2);
        for (int round = 0; round < 20_000; round++) {
            byte[] changed = Arrays.copyOf(block, 1 + random.nextInt(2 * block.length));
            for (int i = random.nextInt(4); i >= 0; i--) {
                int from = random.nextInt(block.length);
                int to = random.nextInt(changed.length);
                System.arraycopy(block, from, changed, to, Math.min(block.length - from, changed.length - to));
            }
            assertOneEncoding(changed);
        }
    }

    @Test
    void refusesOtherWritingsOfTheSameNode() {
        String links = ROOT_HEX.substring(0, 2 * 94);
        String data = ROOT_HEX.substring(2 * 94);
        assertRefused(hex(data + links));
        assertRefused(hex(ROOT_HEX.replace("12001886c4e015", "1886c4e0151200")));
        assertRefused(hex(ROOT_HEX.replace("122d", "122b").replace("1200", "")));
        assertRefused(hex(links + "0a91000802188080c02b208080e015208080e015"));
        assertRefused(hex(links + "0a12080218808 0c0ab00208080e015208080e015".replace(" ", "")));
        assertRefused(hex(links + "0a0f0802188080c02b220a8080e0158080e015"));
        assertRefused(hex(links + "0a130802120018" + "8080c02b208080e015208080e015"));
        assertRefused(hex(ROOT_HEX + "1a00"));
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> DagNode.decode(hex(ROOT_HEX.replace("188080c02b", "188180c02b"))))
                .isInstanceOf(MalformedNodeException.class)
                .hasMessage("its file size is not the sum of its links'");
        assertThatThrownBy(() -> DagNode.decode(hex("0a04080218" + "00")))
                .isInstanceOf(MalformedNodeException.class)
                .hasMessage("a node has 1 to 1024 links, not 0");
        assertThatThrownBy(() -> DagNode.decode(new byte[0]))
                .isInstanceOf(MalformedNodeException.class)
                .hasMessage("it ends too early");
    }

    @Test
    void bounds1024Links() throws MalformedNodeException {
        DagLink leaf = new DagLink(Cid.ofRaw(new byte[] {1}), 1, 1);
        DagNode most = new DagNode(Collections.nCopies(UnixFsProfile.MAX_LINKS, leaf));
        assertThat(DagNode.decode(most.encode())).isEqualTo(most);
        List<DagLink> tooMany = Collections.nCopies(UnixFsProfile.MAX_LINKS + 1, leaf);
        assertThatThrownBy(() -> new DagNode(tooMany)).isInstanceOf(IllegalArgumentException.class);
        byte[] flood = new byte[DagNode.MAX_ENCODED_BYTES + 1];
        assertRefused(flood);
    }

    @Test
    void theLongestNodeFitsItsBound() throws MalformedNodeException {
        long most = UnixFsProfile.MAX_FILE_BYTES;
        Cid child = Cid.of(Cid.Codec.DAG_PB, new byte[0]);
        List<DagLink> links = new ArrayList<>();
        for (int i = 0; i < UnixFsProfile.MAX_LINKS; i++) {
            links.add(new DagLink(child, 2 * most, most / UnixFsProfile.MAX_LINKS));
        }
        byte[] block = new DagNode(links).encode();
        assertThat(block.length).isLessThanOrEqualTo(DagNode.MAX_ENCODED_BYTES);
        assertThat(DagNode.decode(block).fileBytes()).isEqualTo(most);
    }

    @Test
    void refusesLinksThatNoFileHas() {
        Cid leaf = Cid.ofRaw(new byte[] {1});
        Cid node = Cid.of(Cid.Codec.DAG_PB, new byte[] {1});
        assertThatThrownBy(() -> new DagLink(leaf, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DagLink(leaf, 2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DagLink(leaf, 1 << 21, 1 << 21)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DagLink(node, 5, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DagNode(List.of(new DagLink(leaf, 1, 1), new DagLink(node, 9, 1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertOneEncoding(byte[] block) {
        DagNode node;
        try {
            node = DagNode.decode(block);
        } catch (MalformedNodeException expected) {
            return;
        }
        assertThat(node.encode()).isEqualTo(block);
    }

    private static void assertRefused(byte[] block) {
        assertThatThrownBy(() -> DagNode.decode(block)).isInstanceOf(MalformedNodeException.class);
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
