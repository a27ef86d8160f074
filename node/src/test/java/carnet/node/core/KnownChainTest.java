package carnet.node.core;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.block.Block;
import carnet.consensus.block.BlockMeta;
import carnet.consensus.block.Header;
import carnet.consensus.block.Seal;
import carnet.consensus.block.Target;
import carnet.consensus.ledger.Delta;
import carnet.consensus.selection.Ancestry;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.Signature;
import carnet.node.sim.ForwardingStore;
import carnet.storage.chain.ChainReader;
import carnet.storage.chain.ChainWriter;
import carnet.storage.kv.Batch;
import carnet.storage.kv.Column;
import carnet.storage.kv.Durability;
import carnet.storage.kv.MemoryStore;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A long branch that was never executed. */
class KnownChainTest {
    private static final int BLOCKS = 1_000;
    private static final long READS_PER_BLOCK = 5;
    private static final BlockMeta GENESIS =
            new BlockMeta(Hash.ZERO, Hash.ZERO, 0, 0, new NodeId(Hash.ZERO), 0, BigInteger.ZERO, Hash.ZERO);

    private final MemoryStore rows = new MemoryStore();
    private final CountingStore store = new CountingStore(rows);
    private final BlockTree tree = new BlockTree(new ChainReader(store));
    private final List<BlockMeta> branch = new ArrayList<>();

    @BeforeEach
    void write() {
        Batch batch = new Batch();
        ChainWriter out = new ChainWriter(batch);
        out.genesis(GENESIS, Delta.of(new TreeMap<>()));
        tree.add(GENESIS, true);
        branch.add(GENESIS);
        while (branch.size() <= BLOCKS) {
            BlockMeta parent = branch.get(branch.size() - 1);
            Seal seal =
                    new Seal(Hash.ZERO, parent.height() + 1, parent.miner(), 0, Target.ofMeanHashes(1), 0, Hash.ZERO);
            Header header = new Header(parent.height(), Hash.ZERO, Header.VERSION, parent.hash(), 0);
            BlockMeta child = BlockMeta.child(parent, header, seal, Hash.ZERO);
            out.block(new Block(header, seal, List.of(), Signature.of(new byte[Signature.LENGTH_BYTES])), child);
            tree.add(child, false);
            branch.add(child);
        }
        rows.write(batch, Durability.SYNCED);
    }

    @Test
    void itIsWalkedOnceHoweverOftenItIsAskedFor() {
        Ancestry chain = tree.chainTo(branch.get(BLOCKS));
        for (BlockMeta block : branch) {
            assertThat(chain.at(block.height())).isEqualTo(block);
        }
        assertThat(store.reads).isLessThan(READS_PER_BLOCK * BLOCKS);
    }

    @Test
    void aWayThroughBlocksThatWereNotExecutedIsNotComparedWithTheBestChain() {
        assertThat(tree.chainTo(branch.get(BLOCKS)).at(1)).isEqualTo(branch.get(1));
        assertThat(store.reads).isLessThan(READS_PER_BLOCK);
    }

    /** Counts what is read. */
    private static final class CountingStore extends ForwardingStore {
        private long reads;

        CountingStore(MemoryStore next) {
            super(next);
        }

        @Override
        public byte @Nullable [] get(Column column, byte[] key) {
            reads++;
            return super.get(column, key);
        }
    }
}
