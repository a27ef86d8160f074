package carnet.node.sim;

import carnet.consensus.block.Block;
import carnet.consensus.block.BlockMeta;
import carnet.consensus.block.ExtendedHeader;
import carnet.consensus.block.Header;
import carnet.consensus.block.Seal;
import carnet.consensus.block.Target;
import carnet.consensus.genesis.Genesis;
import carnet.consensus.selection.Ancestry;
import carnet.consensus.selection.MinerSelection;
import carnet.consensus.tx.Transaction;
import carnet.crypto.hash.Hash;
import carnet.crypto.hash.MerkleTree;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.Signature;
import carnet.crypto.sign.SigningKey;
import carnet.storage.chain.ChainReader;
import carnet.storage.chain.StoredMeta;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Blocks of a listed miner that are right in all but one thing. */
final class ForgedBlocks {
    private final Genesis genesis;
    private final SigningKey key;
    private final NodeId self;
    private final Dice dice;

    ForgedBlocks(Genesis genesis, SigningKey key, Dice dice) {
        this.genesis = genesis;
        this.key = key;
        this.self = NodeId.of(key.publicKey());
        this.dice = dice;
    }

    /** The best chain of a node, cut off at a height. */
    private record Chain(ChainReader reader, BlockMeta tip) implements Ancestry {
        @Override
        public BlockMeta at(long height) {
            return meta(reader, height);
        }
    }

    /**
     * A block before it is mined: what a lawful one would say, each part open to change.
     *
     * @param parent the parent's meta
     * @param seal what leaf 0 says
     * @param timestampMillis the block's time
     * @param transactions the other leaves
     */
    record Draft(BlockMeta parent, Seal seal, long timestampMillis, List<Transaction> transactions) {
        Draft with(Seal other) {
            return new Draft(parent, other, timestampMillis, transactions);
        }

        Draft at(long otherMillis) {
            return new Draft(parent, seal, otherMillis, transactions);
        }
    }

    /** Returns a lawful draft on top of the block {@code depth} below a node's head; null where it is not our turn. */
    @Nullable
    Draft draft(ChainReader reader, int depth, List<Transaction> transactions, long nowMillis) {
        Hash head = reader.head();
        if (head == null) {
            return null;
        }
        StoredMeta stored = reader.meta(head);
        if (stored == null || stored.meta().height() < depth) {
            return null;
        }
        BlockMeta parent = meta(reader, stored.meta().height() - depth);
        int rank = MinerSelection.of(genesis.hash(), genesis.policy(), new Chain(reader, parent))
                .rankOf(self);
        if (rank < 0) {
            return null;
        }
        long earliest = MinerSelection.earliestMillis(genesis.policy().parameters(), parent.timestampMillis(), rank);
        Seal seal = new Seal(
                genesis.hash(),
                parent.height() + 1,
                self,
                rank,
                genesis.policy().parameters().target(),
                transactions.size(),
                parent.state());
        return new Draft(parent, seal, Math.max(earliest, nowMillis), transactions);
    }

    /** Mines and signs a draft. */
    Block mined(Draft draft) {
        Target target = genesis.policy().parameters().target();
        Header header = header(draft);
        return signed(draft, header.withNonce(VirtualMiner.nonce(header.bytes(), target, dice.below(1 << 30))));
    }

    /** Signs a draft with a nonce that does not meet the target. */
    Block unmined(Draft draft) {
        Header header = header(draft);
        while (genesis.policy().parameters().target().isMetBy(header.hash())) {
            header = header.withNonce(header.nonce() + 1);
        }
        return signed(draft, header);
    }

    /** Returns a block with a signature that is nobody's. */
    Block unsigned(Block block) {
        return new Block(
                block.header(), block.seal(), block.transactions(), Signature.of(dice.bytes(Signature.LENGTH_BYTES)));
    }

    /** Returns so many linked extended headers on top of a draft's parent, each mined and signed, with random bodies. */
    List<ExtendedHeader> tower(Draft draft, int count) {
        List<ExtendedHeader> headers = new ArrayList<>();
        Draft next = draft;
        for (int i = 0; i < count; i++) {
            Block block = mined(next);
            headers.add(block.extendedHeader());
            BlockMeta meta = BlockMeta.child(next.parent(), block.header(), block.seal(), Hash.of(dice.bytes(32)));
            Seal seal = next.seal();
            Seal above = new Seal(
                    seal.genesis(),
                    seal.height() + 1,
                    self,
                    dice.below(3),
                    seal.target(),
                    seal.transactionCount(),
                    meta.state());
            next = new Draft(meta, above, next.timestampMillis() + 1_500, next.transactions());
        }
        return headers;
    }

    private Header header(Draft draft) {
        Hash root = MerkleTree.root(Block.leafHashes(draft.seal(), draft.transactions()));
        return new Header(
                draft.timestampMillis(), root, Header.VERSION, draft.parent().hash(), 0);
    }

    private Block signed(Draft draft, Header header) {
        byte[] message = ExtendedHeader.signedMessage(genesis.hash(), header.hash());
        return new Block(header, draft.seal(), draft.transactions(), key.sign(message));
    }

    private static BlockMeta meta(ChainReader reader, long height) {
        Hash hash = reader.hashAt(height);
        StoredMeta stored = hash == null ? null : reader.meta(hash);
        if (stored == null) {
            throw new IllegalArgumentException("no block at height " + height);
        }
        return stored.meta();
    }
}
