package carnet.node.wire;

import carnet.crypto.hash.Hash;
import java.util.List;

/**
 * That a peer is to send a block or a part of it: what a question asks for and what an answer brings.
 *
 * @param block its hash
 * @param part what of it
 * @param transactions how many where it is some of its transactions, else 0
 */
public record BlockRequest(Hash block, Part part, int transactions) {
    /** What of a block can be asked for. */
    public enum Part {
        /** All of it. */
        WHOLE,
        /** The names of its transactions. */
        NAMES,
        /** Some of its transactions. */
        TRANSACTIONS
    }

    /** Returns that it is all of a block. */
    public static BlockRequest whole(Hash block) {
        return new BlockRequest(block, Part.WHOLE, 0);
    }

    /** Returns that it is the names of a block's transactions. */
    public static BlockRequest names(Hash block) {
        return new BlockRequest(block, Part.NAMES, 0);
    }

    /** Returns that it is so many transactions of a block. */
    public static BlockRequest transactions(Hash block, int number) {
        return new BlockRequest(block, Part.TRANSACTIONS, number);
    }

    /** Returns what a message asks for. */
    public static List<BlockRequest> of(Message question) {
        if (question instanceof Message.GetBlocks wanted) {
            return wanted.hashes().stream().map(BlockRequest::whole).toList();
        } else if (question instanceof Message.GetCompactBlock wanted) {
            return List.of(names(wanted.block()));
        } else if (question instanceof Message.GetBlockTransactions wanted) {
            return List.of(transactions(wanted.block(), wanted.indexes().size()));
        }
        return List.of();
    }
}
