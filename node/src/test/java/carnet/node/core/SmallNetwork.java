package carnet.node.core;

import carnet.consensus.block.Block;
import carnet.consensus.block.BlockMeta;
import carnet.consensus.block.Candidate;
import carnet.consensus.block.Target;
import carnet.consensus.card.Domain;
import carnet.consensus.card.MemberCard;
import carnet.consensus.card.MemberRole;
import carnet.consensus.card.NodeCard;
import carnet.consensus.genesis.Genesis;
import carnet.consensus.policy.ChainParameters;
import carnet.consensus.policy.Policy;
import carnet.consensus.selection.Ancestry;
import carnet.consensus.selection.MinerSelection;
import carnet.consensus.tx.Transaction;
import carnet.crypto.secret.SecretBytes;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.SigningKey;
import carnet.crypto.vault.SealingKey;
import carnet.storage.chain.ChainReader;
import carnet.storage.kv.MemoryStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** A network of some miners that find each nonce at once, and empty chains of it. */
final class SmallNetwork {
    static final long SPACING_MILLIS = 500;
    static final long GENESIS_MILLIS = 1_000_000;

    private final SortedMap<NodeId, SigningKey> keys = new TreeMap<>();
    private final Genesis genesis;

    private SmallNetwork(int miners, int minerSpacing) {
        List<NodeCard> cards = new ArrayList<>();
        for (int i = 0; i < miners; i++) {
            SigningKey key = key(i);
            keys.put(NodeId.of(key.publicKey()), key);
            cards.add(NodeCard.sign(key, "N" + i, "127.0.0.1:" + (7700 + i)));
        }
        byte[] sealing =
                SealingKey.of(SecretBytes.copyOf(new byte[32])).publicKey().bytes();
        MemberCard registrar = MemberCard.sign(key(miners), sealing, new Domain("CN"), MemberRole.REGISTRAR);
        ChainParameters parameters = new ChainParameters(
                SPACING_MILLIS, 500, 32, minerSpacing, Target.ofMeanHashes(1), Block.MAX_BYTES, 34, 86_400_000, 100);
        genesis = new Genesis(
                "small network", GENESIS_MILLIS, new Policy(1, cards, List.of(registrar), List.of(), 0, parameters));
    }

    /** One miner, which signs all blocks. */
    static SmallNetwork ofOne() {
        return new SmallNetwork(1, 1);
    }

    /** Four miners, of whom nobody signs two blocks in a row. */
    static SmallNetwork ofFour() {
        return new SmallNetwork(4, 2);
    }

    private static SigningKey key(int number) {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        seed[0] = (byte) number;
        return SigningKey.fromSeed(seed);
    }

    Chain chain() {
        return new Chain(genesis, new ChainReader(new MemoryStore()), transaction -> true, new RecentBlocks());
    }

    /** Returns a block of the only miner, with transactions that nobody looked at. */
    Block block(BlockMeta parent, long afterMillis, List<Transaction> transactions) {
        return block(parent, keys.firstKey(), afterMillis, transactions);
    }

    /** Returns so many blocks on block 0, each of the miner whose turn is first; the first comes a little late. */
    List<Block> branch(int count, long lateMillis) {
        HeaderBranch branch = new HeaderBranch(new Root(genesis.meta()));
        List<Block> blocks = new ArrayList<>();
        while (blocks.size() < count) {
            NodeId miner = MinerSelection.of(genesis.hash(), genesis.policy(), branch)
                    .ranked()
                    .get(0);
            long afterMillis = SPACING_MILLIS + (blocks.isEmpty() ? lateMillis : 0);
            Block block = block(branch.tip(), miner, afterMillis, List.of(SampleBlocks.TRANSACTION));
            branch.add(block.extendedHeader());
            blocks.add(block);
        }
        return blocks;
    }

    private Block block(BlockMeta parent, NodeId miner, long afterMillis, List<Transaction> transactions) {
        return Candidate.on(
                        parent,
                        genesis.hash(),
                        miner,
                        0,
                        genesis.policy().parameters().target(),
                        parent.timestampMillis() + afterMillis,
                        transactions)
                .sealed(0, Objects.requireNonNull(keys.get(miner)));
    }

    private record Root(BlockMeta tip) implements Ancestry {
        @Override
        public BlockMeta at(long height) {
            return tip;
        }
    }
}
