package carnet.node.core;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.block.Block;
import carnet.consensus.block.BlockMeta;
import carnet.consensus.block.Header;
import carnet.consensus.block.Seal;
import carnet.consensus.block.Target;
import carnet.consensus.ledger.Delta;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.Signature;
import carnet.storage.chain.ChainReader;
import carnet.storage.chain.ChainWriter;
import carnet.storage.kv.Batch;
import carnet.storage.kv.Durability;
import carnet.storage.kv.MemoryStore;
import java.math.BigInteger;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A branch of three blocks that stands on the disk and was never executed. */
class BlockTreeTest {
    private static final BlockMeta GENESIS =
            new BlockMeta(Hash.ZERO, Hash.ZERO, 0, 0, new NodeId(Hash.ZERO), 0, BigInteger.ZERO, Hash.ZERO);

    private final MemoryStore store = new MemoryStore();
    private final ChainReader stored = new ChainReader(store);
    private BlockMeta first = GENESIS;
    private BlockMeta second = GENESIS;
    private BlockMeta third = GENESIS;

    @BeforeEach
    void write() {
        commit(out -> {
            out.genesis(GENESIS, Delta.of(new TreeMap<>()));
            first = child(GENESIS, out);
            second = child(first, out);
            third = child(second, out);
        });
    }

    @Test
    void aBranchOnTheDiskIsKnownAfterARestart() {
        assertThat(new BlockTree(stored).find(third.hash())).isNotNull();
    }

    @Test
    void whatStandsOnAnInvalidBlockIsNotKnownThoughItWasNotInMemory() {
        BlockTree tree = new BlockTree(stored);
        tree.add(GENESIS, true);
        commit(out -> tree.forgetBranch(first.hash()).forEach(out::forget));
        assertThat(tree.find(third.hash())).isNull();
        assertThat(tree.find(second.hash())).isNull();
    }

    @Test
    void aRestartAfterTheInvalidBlockWasForgottenBringsNothingBack() {
        commit(out -> new BlockTree(stored).forgetBranch(first.hash()).forEach(out::forget));
        assertThat(new BlockTree(stored).find(third.hash())).isNull();
    }

    @Test
    void aBlockInMemoryIsForgottenThoughItsParentIsNotInMemory() {
        BlockTree tree = new BlockTree(stored);
        tree.add(GENESIS, true);
        tree.add(third, false);
        assertThat(tree.forgetBranch(first.hash())).contains(first.hash(), second.hash(), third.hash());
        assertThat(tree.best(GENESIS)).isEqualTo(GENESIS);
        assertThat(tree.isInvalid(third.hash())).isTrue();
    }

    private static BlockMeta child(BlockMeta parent, ChainWriter out) {
        Seal seal = new Seal(Hash.ZERO, parent.height() + 1, parent.miner(), 0, Target.ofMeanHashes(1), 0, Hash.ZERO);
        Header header = new Header(parent.height(), Hash.ZERO, Header.VERSION, parent.hash(), 0);
        Block block = new Block(header, seal, List.of(), Signature.of(new byte[Signature.LENGTH_BYTES]));
        BlockMeta meta = BlockMeta.child(parent, header, seal, Hash.ZERO);
        out.block(block, meta);
        return meta;
    }

    private void commit(Consumer<ChainWriter> rows) {
        Batch batch = new Batch();
        rows.accept(new ChainWriter(batch));
        store.write(batch, Durability.SYNCED);
    }
}
