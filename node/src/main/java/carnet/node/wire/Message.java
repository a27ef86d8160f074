package carnet.node.wire;

import carnet.consensus.block.Block;
import carnet.consensus.block.ExtendedHeader;
import carnet.consensus.tx.RecordContent;
import carnet.consensus.tx.Transaction;
import carnet.crypto.cid.Cid;
import carnet.crypto.hash.Hash;
import java.math.BigInteger;
import java.util.List;

/**
 * A message between two nodes. None carries bulk; any may be lost, since each is asked for again after a time. Lists are
 * bounded by {@link MessageCodec}.
 */
public sealed interface Message {
    /**
     * Where the sender stands; sent when a connection begins and then from time to time.
     *
     * @param head hash of its best block
     * @param height height of its best block
     * @param totalWork cumulative work of its best block
     * @param clockMillis its clock
     */
    record Status(Hash head, long height, BigInteger totalWork, long clockMillis) implements Message {}

    /** A block that the sender has just made its head. Whoever lacks it asks for its body. */
    record NewBlock(ExtendedHeader header) implements Message {}

    /**
     * Asks for the extended headers after the newest of these that is on the answerer's best chain.
     *
     * @param locator hashes of blocks, newest first, block 0 last
     */
    record GetHeaders(List<Hash> locator) implements Message {
        /** Copies the list. */
        public GetHeaders {
            locator = List.copyOf(locator);
        }
    }

    /** Consecutive extended headers of the sender's best chain, oldest first; none when it has nothing newer. */
    record Headers(List<ExtendedHeader> headers) implements Message {
        /** Copies the list. */
        public Headers {
            headers = List.copyOf(headers);
        }
    }

    /** Asks for whole blocks; each comes as a {@link BlockBody} or is named in a {@link NotFound}. */
    record GetBlocks(List<Hash> hashes) implements Message {
        /** Copies the list. */
        public GetBlocks {
            hashes = List.copyOf(hashes);
        }
    }

    /** A whole block. */
    record BlockBody(Block block) implements Message {}

    /**
     * A whole block as it lies on the disk, which travels as a {@link BlockBody}: what is stored was checked, and a block may
     * have thousands of keys to decode.
     */
    record StoredBlock(byte[] bytes) implements Message {}

    /** Transactions that the sender has in its pool. */
    record NewTransactions(List<Hash> ids) implements Message {
        /** Copies the list. */
        public NewTransactions {
            ids = List.copyOf(ids);
        }
    }

    /** Asks for transactions of the pool. */
    record GetTransactions(List<Hash> ids) implements Message {
        /** Copies the list. */
        public GetTransactions {
            ids = List.copyOf(ids);
        }
    }

    /** Whole transactions. */
    record Transactions(List<Transaction> transactions) implements Message {
        /** Copies the list. */
        public Transactions {
            transactions = List.copyOf(transactions);
        }
    }

    /** Transactions that the sender has just taken from its callers, each with what travels with it. */
    record Parcels(List<Parcel> parcels) implements Message {
        /** Copies the list. */
        public Parcels {
            parcels = List.copyOf(parcels);
        }
    }

    /** Blocks or transactions that were asked for and that the sender does not have. */
    record NotFound(List<Hash> hashes) implements Message {
        /** Copies the list. */
        public NotFound {
            hashes = List.copyOf(hashes);
        }
    }

    /** Records of which the sender holds payload and key box in full. */
    record Holding(List<RecordContent> records) implements Message {
        /** Copies the list. */
        public Holding {
            records = List.copyOf(records);
        }
    }

    /** Asks which of these records the answerer holds in full; it answers with {@link Holding}. */
    record WhoHolds(List<RecordContent> records) implements Message {
        /** Copies the list. */
        public WhoHolds {
            records = List.copyOf(records);
        }
    }

    /** Chunks of records still on their way that the sender has just received and serves from now on. */
    record Have(List<Cid> chunks) implements Message {
        /** Copies the list. */
        public Have {
            chunks = List.copyOf(chunks);
        }
    }

    /**
     * Chunks that a caller has just put at the sender, for a record to come, and that it serves from now on.
     *
     * @param chunks each with the peer that is to fetch it from the sender and pass it on
     */
    record Uploaded(List<DealtChunk> chunks) implements Message {
        /** Copies the list. */
        public Uploaded {
            chunks = List.copyOf(chunks);
        }
    }

    /** Asks for a block in compact form; the answer is a {@link CompactBlock} or a {@link NotFound}. */
    record GetCompactBlock(Hash block) implements Message {}

    /**
     * The names of a block's transactions, for a peer that has its extended header and most of its transactions.
     *
     * @param shortIds see {@link ShortId}, in the order of the block
     */
    record CompactBlock(Hash block, List<Long> shortIds) implements Message {
        /** Copies the list. */
        public CompactBlock {
            shortIds = List.copyOf(shortIds);
        }
    }

    /**
     * Asks for some transactions of a block; the answer is a {@link BlockTransactions} or a {@link NotFound}.
     *
     * @param indexes their places in the block, from 0, ascending
     */
    record GetBlockTransactions(Hash block, List<Integer> indexes) implements Message {
        /** Copies the list. */
        public GetBlockTransactions {
            indexes = List.copyOf(indexes);
        }
    }

    /** Exactly the transactions of a block that were asked for, in that order. */
    record BlockTransactions(Hash block, List<Transaction> transactions) implements Message {
        /** Copies the list. */
        public BlockTransactions {
            transactions = List.copyOf(transactions);
        }
    }
}
