package carnet.consensus;

import carnet.consensus.block.Block;
import carnet.consensus.block.ExtendedHeader;
import carnet.consensus.block.Header;
import carnet.consensus.block.Seal;
import carnet.consensus.block.Target;
import carnet.consensus.selection.MinerSelection;
import carnet.consensus.tx.Transaction;
import carnet.crypto.hash.Hash;
import carnet.crypto.hash.MerkleTree;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.SigningKey;
import java.util.List;

/** Everything that goes into a block. A test changes one field; {@link #block()} makes all that depends on it right again. */
public final class BlockDraft {
    public long timestampMillis;
    public int version = Header.VERSION;
    public Hash previousHash;
    public Hash genesis;
    public long height;
    public NodeId miner;
    public int rank;
    public Target target;
    public Hash parentState;
    public List<Transaction> transactions;
    public SigningKey signer;
    private final Hash signedGenesis;

    BlockDraft(TestChain chain, SigningKey signer, int rank, List<Transaction> transactions) {
        var parent = chain.tip();
        this.timestampMillis =
                MinerSelection.earliestMillis(chain.network.parameters(), parent.timestampMillis(), rank);
        this.previousHash = parent.hash();
        this.genesis = chain.network.hash;
        this.signedGenesis = chain.network.hash;
        this.height = parent.height() + 1;
        this.miner = NodeId.of(signer.publicKey());
        this.rank = rank;
        this.target = chain.network.parameters().target();
        this.parentState = parent.state();
        this.transactions = transactions;
        this.signer = signer;
    }

    public Seal seal() {
        return new Seal(genesis, height, miner, rank, target, transactions.size(), parentState);
    }

    /** The lowest nonce that meets the network's target, the root of the parts, the signer's signature. */
    public Block block() {
        Header header = header();
        while (!SmallNetwork.EASY.isMetBy(header.hash())) {
            header = header.withNonce(header.nonce() + 1);
        }
        return with(header);
    }

    /** The lowest nonce that does not meet the target. */
    public Block unsolvedBlock() {
        Header header = header();
        while (SmallNetwork.EASY.isMetBy(header.hash())) {
            header = header.withNonce(header.nonce() + 1);
        }
        return with(header);
    }

    private Header header() {
        Hash root = MerkleTree.root(Block.leafHashes(seal(), transactions));
        return new Header(timestampMillis, root, version, previousHash, 0);
    }

    private Block with(Header header) {
        return new Block(
                header, seal(), transactions, signer.sign(ExtendedHeader.signedMessage(signedGenesis, header.hash())));
    }
}
