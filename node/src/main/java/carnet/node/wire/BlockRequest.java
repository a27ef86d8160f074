package carnet.node.wire;

import carnet.crypto.hash.Hash;
import java.util.List;

/**
 * That a peer is to send a block or a part of it: what a question asks for and what an answer brings.
 *
 * @param block its hash
 * @param part what of it
 */
public record BlockRequest(Hash block, Part part) {
    /** What of a block can be asked for. */
    public enum Part {
        /** All of it. */
        WHOLE,
        /** The names of its transactions. */
        NAMES,
        /** Some of its transactions. */
        TRANSACTIONS
    }

    /** Returns what a message asks for. */
    public static List<BlockRequest> of(Message question) {
        if (question instanceof Message.GetBlocks wanted) {
            return wanted.hashes().stream()
                    .map(block -> new BlockRequest(block, Part.WHOLE))
                    .toList();
        } else if (question instanceof Message.GetCompactBlock wanted) {
            return List.of(new BlockRequest(wanted.block(), Part.NAMES));
        } else if (question instanceof Message.GetBlockTransactions wanted) {
            return List.of(new BlockRequest(wanted.block(), Part.TRANSACTIONS));
        }
        return List.of();
    }
}
