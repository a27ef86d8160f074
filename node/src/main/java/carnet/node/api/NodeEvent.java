package carnet.node.api;

import java.util.List;

/** What happened at a node, told after it was durable. */
public sealed interface NodeEvent {
    /** Returns the node's clock when it happened. */
    long atMillis();

    /** Returns the name under which it is told. */
    String name();

    /**
     * The node holds a record's payload and key box in full, verified and flushed.
     *
     * @param payloadCid the ciphertext's content identifier
     * @param keyBoxCid the key box's content identifier
     */
    record RecordHeld(String payloadCid, String keyBoxCid, long atMillis) implements NodeEvent {
        /** The name under which it is told. */
        public static final String NAME = "record-held";

        @Override
        public String name() {
            return NAME;
        }
    }

    /**
     * A block became the head of the best chain.
     *
     * @param hash SHA-256 of the header, hexadecimal
     * @param height from 0
     * @param undone how many blocks were taken back just before; their transactions wait again
     * @param transactions ids in order
     */
    record BlockAdded(String hash, long height, int undone, List<String> transactions, long atMillis)
            implements NodeEvent {
        /** The name under which it is told. */
        public static final String NAME = "block-added";

        /** Copies the list. */
        public BlockAdded {
            transactions = List.copyOf(transactions);
        }

        @Override
        public String name() {
            return NAME;
        }
    }

    /**
     * A waiting transaction will be in no block.
     *
     * @param txid its id, hexadecimal
     * @param reason why, as a word
     */
    record TransactionDropped(String txid, String reason, long atMillis) implements NodeEvent {
        /** The name under which it is told. */
        public static final String NAME = "transaction-dropped";

        @Override
        public String name() {
            return NAME;
        }
    }
}
