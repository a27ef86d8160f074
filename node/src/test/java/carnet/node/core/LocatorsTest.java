package carnet.node.core;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.block.BlockMeta;
import carnet.crypto.hash.Hash;
import carnet.crypto.hash.Sha256;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.SigningKey;
import carnet.node.wire.MessageCodec;
import carnet.storage.chain.ChainReader;
import carnet.storage.kv.MemoryStore;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocatorsTest {
    private static final int BLOCKS = 4_000;
    private static final NodeId MINER =
            NodeId.of(SigningKey.fromSeed(new byte[SigningKey.SEED_BYTES]).publicKey());

    private final BlockTree tree = new BlockTree(new ChainReader(new MemoryStore()));
    private final Locators locators = new Locators(tree, hash(0));
    private final List<BlockMeta> chain = new ArrayList<>();

    @BeforeEach
    void build() {
        for (int height = 0; height < BLOCKS; height++) {
            chain.add(new BlockMeta(
                    hash(height),
                    height == 0 ? Hash.ZERO : hash(height - 1),
                    height,
                    height,
                    MINER,
                    0,
                    BigInteger.valueOf(height),
                    Hash.ZERO));
            tree.add(chain.get(height), true);
        }
    }

    @Test
    void aQuestionNamesBlocksEverFurtherApart() {
        List<Integer> heights = heights(locators.of(tip()));
        assertThat(heights.subList(0, 9))
                .containsExactly(3_999, 3_998, 3_997, 3_996, 3_995, 3_994, 3_993, 3_992, 3_991);
        assertThat(heights).endsWith(0).hasSizeLessThan(25);
        fits(locators.of(tip()));
    }

    @Test
    void theNextOneNamesSomeInEvenStepsAboveWhatAPeerShowed() {
        List<Hash> locator = locators.above(chain.get(100), tip());
        List<Integer> heights = heights(locator);
        int known = heights.indexOf(100);
        assertThat(known).isBetween(10, CoreLimits.FINE_LOCATOR);
        for (int i = 1; i <= known; i++) {
            assertThat(heights.get(i - 1) - heights.get(i)).isBetween(1, BLOCKS / CoreLimits.FINE_LOCATOR);
        }
        assertThat(heights.subList(known, heights.size())).isEqualTo(heights(locators.of(chain.get(100))));
        fits(locator);
    }

    @Test
    void besideTheBestChainItGoesOnFromThere() {
        BlockMeta side = new BlockMeta(hash(BLOCKS), hash(100), 101, 101, MINER, 0, BigInteger.TWO, Hash.ZERO);
        tree.add(side, false);
        assertThat(locators.above(side, tip()))
                .startsWith(side.hash(), hash(100))
                .isEqualTo(locators.of(side));
    }

    /** With the hash of a header that is asked on from. */
    private static void fits(List<Hash> locator) {
        assertThat(locator).hasSizeLessThan(MessageCodec.MAX_LOCATOR);
    }

    private BlockMeta tip() {
        return chain.get(BLOCKS - 1);
    }

    private static List<Integer> heights(List<Hash> locator) {
        return locator.stream()
                .map(hash -> ByteBuffer.wrap(hash.bytes()).getInt())
                .toList();
    }

    /** Returns a hash that begins with a block's height. */
    private static Hash hash(int height) {
        byte[] bytes = Sha256.of(new byte[] {1}).bytes().clone();
        ByteBuffer.wrap(bytes).putInt(height);
        return Hash.of(bytes);
    }
}
