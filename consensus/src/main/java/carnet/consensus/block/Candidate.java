package carnet.consensus.block;

import carnet.consensus.tx.Transaction;
import carnet.crypto.hash.Hash;
import carnet.crypto.hash.MerkleTree;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.SigningKey;
import java.util.List;

/**
 * A block that waits for its nonce.
 *
 * @param header with nonce 0
 * @param seal leaf 0
 * @param transactions leaves 1 to n
 */
public record Candidate(Header header, Seal seal, List<Transaction> transactions) {
    /** Copies the list. */
    public Candidate {
        transactions = List.copyOf(transactions);
    }

    /** Builds the child of {@code parent}. */
    public static Candidate on(
            BlockMeta parent,
            Hash genesis,
            NodeId miner,
            int rank,
            Target target,
            long timestampMillis,
            List<Transaction> transactions) {
        Seal seal = new Seal(genesis, parent.height() + 1, miner, rank, target, transactions.size(), parent.state());
        Hash root = MerkleTree.root(Block.leafHashes(seal, transactions));
        Header header = new Header(timestampMillis, root, Header.VERSION, parent.hash(), 0);
        return new Candidate(header, seal, transactions);
    }

    /** Returns the block with its nonce, signed by its miner. */
    public Block sealed(long nonce, SigningKey key) {
        Header solved = header.withNonce(nonce);
        return new Block(
                solved, seal, transactions, key.sign(ExtendedHeader.signedMessage(seal.genesis(), solved.hash())));
    }
}
