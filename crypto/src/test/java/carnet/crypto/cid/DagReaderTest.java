package carnet.crypto.cid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.crypto.cid.DagRead.Damaged;
import carnet.crypto.cid.DagRead.End;
import carnet.crypto.cid.DagRead.Leaf;
import carnet.crypto.cid.DagRead.Malformed;
import carnet.crypto.cid.DagRead.Missing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DagReaderTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 262144, 262145, 5_000_001})
    void givesBackTheFile(int length) throws IOException {
        byte[] file = GeneratedFile.bytes(length);
        for (UnixFsProfile profile : UnixFsProfile.values()) {
            Tree tree = new Tree(profile, file);
            assertThat(readAll(tree.root(), tree.blocks(), 0)).isEqualTo(file);
        }
    }

    @Test
    void beginsAtAnyByteOfADeepTree() throws IOException {
        byte[] file = GeneratedFile.bytes(200);
        Tree tree = new Tree(4, 3, file);
        for (int from = 0; from <= file.length + 1; from++) {
            assertThat(readAll(tree.root(), tree.blocks(), from))
                    .isEqualTo(Arrays.copyOfRange(file, Math.min(from, file.length), file.length));
        }
    }

    @Test
    void visitsOnlyTheBlocksOnTheWay() throws IOException {
        Tree tree = new Tree(1024, 4, GeneratedFile.bytes(64 * 1024));
        List<Cid> asked = new ArrayList<>();
        DagReader reader = new DagReader(
                tree.root(),
                cid -> {
                    asked.add(cid);
                    return tree.blocks().get(cid);
                },
                40_000);
        assertThat(reader.next()).isInstanceOf(Leaf.class);
        assertThat(asked).hasSize(4);
    }

    @Test
    void namesAMissingBlockAndGoesOnWhenItIsThere() throws IOException {
        byte[] file = GeneratedFile.bytes(600_000);
        Tree tree = new Tree(UnixFsProfile.KUBO_DEFAULT, file);
        Cid second = Cid.ofRaw(Arrays.copyOfRange(file, 262144, 524288));
        byte[] block = take(tree.blocks(), second);
        DagReader reader = new DagReader(tree.root(), tree.blocks()::get, 262144);
        assertThat(reader.next()).isEqualTo(new Missing(second));
        assertThat(reader.next()).isEqualTo(new Missing(second));
        tree.blocks().put(second, block);
        assertThat(reader.next()).isInstanceOfSatisfying(Leaf.class, leaf -> {
            assertThat(leaf.offsetBytes()).isEqualTo(262144);
            assertThat(leaf.bytes()).isEqualTo(block);
        });
    }

    @Test
    void showsEveryFlippedBitAsDamage() throws IOException {
        Tree tree = new Tree(16, 4, GeneratedFile.bytes(64));
        for (Map.Entry<Cid, byte[]> entry : tree.blocks().entrySet()) {
            for (int bit = 0; bit < 8 * entry.getValue().length; bit++) {
                entry.getValue()[bit / 8] ^= (byte) (1 << (bit % 8));
                assertThat(lastOf(tree.root(), tree.blocks())).isEqualTo(new Damaged(entry.getKey()));
                entry.getValue()[bit / 8] ^= (byte) (1 << (bit % 8));
            }
        }
        assertThat(lastOf(tree.root(), tree.blocks())).isEqualTo(new End());
    }

    @Test
    void refusesALeafOfAnotherSizeThanDeclared() throws IOException {
        Tree tree = new Tree(16, 4, new byte[0]);
        DagLink leaf = tree.add(new byte[] {1, 2, 3});
        DagLink root = tree.add(new DagNode(List.of(new DagLink(leaf.child(), 4, 4))));
        assertThat(lastOf(root.child(), tree.blocks()))
                .isEqualTo(new Malformed(leaf.child(), "the leaf has another size than its parent declares"));
    }

    @Test
    void refusesANodeOfOtherSizesThanDeclared() throws IOException {
        Tree tree = new Tree(16, 4, new byte[0]);
        DagLink node = tree.add(new DagNode(List.of(tree.add(new byte[] {1, 2, 3}))));
        for (DagLink lie : List.of(
                new DagLink(node.child(), node.cumulativeBytes() + 1, node.fileBytes()),
                new DagLink(node.child(), node.cumulativeBytes(), node.fileBytes() + 1))) {
            DagLink root = tree.add(new DagNode(List.of(lie)));
            assertThat(lastOf(root.child(), tree.blocks()))
                    .isEqualTo(new Malformed(node.child(), "the node has other sizes than its parent declares"));
        }
    }

    @Test
    void refusesLeavesOfDifferentDepths() throws IOException {
        Tree tree = new Tree(16, 4, new byte[0]);
        DagLink shallow = tree.add(new DagNode(List.of(tree.add(new byte[] {1}))));
        DagLink deep = tree.add(new DagNode(List.of(shallow)));
        DagLink root = tree.add(new DagNode(List.of(shallow, deep)));
        assertThat(lastOf(root.child(), tree.blocks()))
                .isEqualTo(new Malformed(shallow.child(), "the leaves do not lie equally deep"));
    }

    @Test
    void refusesATreeThatIsDeeperThanAnyFile() throws IOException {
        Tree tree = new Tree(16, 4, new byte[0]);
        DagLink link = tree.add(new byte[] {1});
        for (int depth = 1; depth <= UnixFsProfile.MAX_DEPTH; depth++) {
            link = tree.add(new DagNode(List.of(link)));
            assertThat(lastOf(link.child(), tree.blocks())).isEqualTo(new End());
        }
        DagLink tooDeep = tree.add(new DagNode(List.of(link)));
        assertThat(lastOf(tooDeep.child(), tree.blocks())).isInstanceOf(Malformed.class);
    }

    @Test
    void refusesANodeThatIsNotCanonical() throws IOException {
        byte[] block = {0x0a, 0x04, 0x08, 0x02, 0x18, 0x00};
        Cid cid = Cid.of(Cid.Codec.DAG_PB, block);
        assertThat(lastOf(cid, Map.of(cid, block))).isInstanceOf(Malformed.class);
    }

    @Test
    void takesABlockOverOneMebibyteForDamageWithoutHashingIt() throws IOException {
        byte[] block = new byte[UnixFsProfile.MAX_BLOCK_BYTES + 1];
        Cid cid = Cid.ofRaw(block);
        assertThat(lastOf(cid, Map.of(cid, block))).isEqualTo(new Damaged(cid));
    }

    @Test
    void refusesANegativeOffset() {
        Cid cid = Cid.ofRaw(new byte[0]);
        assertThatThrownBy(() -> new DagReader(cid, any -> new byte[0], -1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] readAll(Cid root, Map<Cid, byte[]> blocks, int from) throws IOException {
        DagReader reader = new DagReader(root, blocks::get, from);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        DagRead read = reader.next();
        while (read instanceof Leaf leaf) {
            if (leaf.bytes().length > 0) {
                assertThat(leaf.offsetBytes()).isEqualTo(from + file.size());
            }
            file.writeBytes(leaf.bytes());
            read = reader.next();
        }
        assertThat(read).isEqualTo(new End());
        return file.toByteArray();
    }

    private static DagRead lastOf(Cid root, Map<Cid, byte[]> blocks) throws IOException {
        DagReader reader = new DagReader(root, blocks::get, 0);
        DagRead read = reader.next();
        while (read instanceof Leaf) {
            read = reader.next();
        }
        return read;
    }

    private static byte[] take(Map<Cid, byte[]> blocks, Cid cid) {
        byte[] block = blocks.remove(cid);
        assertThat(block).isNotNull();
        return block;
    }
}
