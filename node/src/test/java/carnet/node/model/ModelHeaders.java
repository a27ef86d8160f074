package carnet.node.model;

import carnet.consensus.block.Block;
import carnet.consensus.block.Seal;
import carnet.consensus.card.NodeCard;
import carnet.consensus.genesis.Genesis;
import carnet.consensus.policy.ChainParameters;
import carnet.crypto.hash.Hash;
import carnet.crypto.hash.Sha256;
import carnet.crypto.sign.Ed25519;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.SignatureDomain;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The rules on a block's header, seal and form, written down once more from SPEC. */
final class ModelHeaders {
    private final Genesis genesis;
    private final Hash genesisHash;
    private final ChainParameters parameters;

    ModelHeaders(Genesis genesis) {
        this.genesis = genesis;
        this.genesisHash = genesis.hash();
        this.parameters = genesis.policy().parameters();
    }

    void check(ModelBlock parent, Block block) throws Illegal {
        Seal seal = block.seal();
        byte[] header = block.header().bytes();
        Hash hash = Sha256.of(header);
        require(block.header().version() == 1, "version");
        require(block.header().previousHash().equals(parent.hash()), "previous hash");
        require(seal.genesis().equals(genesisHash), "genesis");
        require(seal.height() == parent.height() + 1, "height");
        require(seal.target().equals(parameters.target()), "target");
        BigInteger number = new BigInteger(1, hash.bytes());
        require(number.compareTo(new BigInteger(1, seal.target().value().bytes())) <= 0, "proof of work");
        require(seal.parentState().equals(parent.commitment()), "parent state");
        require(seal.transactionCount() == block.transactions().size(), "transaction count");
        require(!block.transactions().isEmpty(), "demand");
        require(block.bytes().length <= parameters.maxBlockBytes(), "size");
        require(root(leaves(block)).equals(block.header().merkleRoot()), "Merkle root");
        checkTurn(parent, block);
        checkSignature(block, hash);
    }

    private void checkTurn(ModelBlock parent, Block block) throws Illegal {
        ModelBlock ancestor = parent;
        List<NodeId> barred = new ArrayList<>();
        for (int i = 1; i < parameters.minerSpacing() && ancestor != null && ancestor.height() > 0; i++) {
            barred.add(ancestor.miner());
            ancestor = ancestor.parent();
        }
        NodeId miner = block.seal().miner();
        require(!barred.contains(miner), "miner spacing");
        Hash seed = seed(parent);
        long height = parent.height() + 1;
        List<NodeId> eligible = new ArrayList<>();
        for (NodeCard card : genesis.policy().miners()) {
            NodeId id = NodeId.of(card.key());
            if (!barred.contains(id)) {
                eligible.add(id);
            }
        }
        eligible.sort(Comparator.comparing(id -> ticket(seed, height, id)));
        int rank = eligible.indexOf(miner);
        require(rank >= 0, "listed miner");
        require(rank == block.seal().rank(), "rank");
        long earliest = parent.timestampMillis() + parameters.spacingMillis() + rank * parameters.rankDelayMillis();
        require(block.header().timestampMillis() >= earliest, "earliest time");
    }

    private void checkSignature(Block block, Hash hash) throws Illegal {
        for (NodeCard card : genesis.policy().miners()) {
            if (NodeId.of(card.key()).equals(block.seal().miner())) {
                byte[] message = SignatureDomain.BLOCK.message(genesisHash.bytes(), hash.bytes());
                require(Ed25519.verify(card.key(), message, block.signature()), "miner signature");
                return;
            }
        }
        throw new Illegal("listed miner");
    }

    /** The seed of a period of P blocks: from the last block two periods back. */
    private Hash seed(ModelBlock parent) {
        long height = parent.height() + 1;
        long period = height / parameters.seedPeriod();
        Hash source = period < 2
                ? genesisHash
                : parent.at((period - 1) * parameters.seedPeriod() - 1).hash();
        return Sha256.of(text("carnet/seed/1\0"), genesisHash.bytes(), number(period), source.bytes());
    }

    private static Hash ticket(Hash seed, long height, NodeId miner) {
        return Sha256.of(
                text("carnet/rank/1\0"),
                seed.bytes(),
                number(height),
                miner.digest().bytes());
    }

    private static List<byte[]> leaves(Block block) {
        List<byte[]> leaves = new ArrayList<>();
        leaves.add(block.seal().bytes());
        block.transactions().forEach(transaction -> leaves.add(transaction.bytes()));
        return leaves;
    }

    /** RFC 6962, section 2.1, as it is written there. */
    private static Hash root(List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return Sha256.of(new byte[] {0}, leaves.get(0));
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        Hash left = root(leaves.subList(0, split));
        Hash right = root(leaves.subList(split, leaves.size()));
        return Sha256.of(new byte[] {1}, left.bytes(), right.bytes());
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] number(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    private static void require(boolean holds, String rule) throws Illegal {
        if (!holds) {
            throw new Illegal(rule);
        }
    }
}
