package carnet.node.wire;

import carnet.consensus.block.BlockMeta;
import carnet.consensus.block.BlockReader;
import carnet.consensus.block.ExtendedHeader;
import carnet.consensus.codec.ByteReader;
import carnet.consensus.codec.DecodeException;
import carnet.consensus.tx.RecordContent;
import carnet.consensus.tx.Transaction;
import carnet.crypto.cid.UnixFsProfile;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads exactly one message in steps: a message may hold thousands of transactions, whose keys take time to decode. Which
 * block it brings is known before the first of them.
 */
public final class MessageDecoder {
    /** A put has one key, which takes an eighth of the time of a verification, a registration two. */
    private static final int TRANSACTIONS_PER_STEP = 4;

    private final ByteReader in;
    private @Nullable BlockRequest answered;
    private @Nullable Parts parts;
    private @Nullable Message message;

    /** What is left of a message. */
    private interface Parts {
        boolean hasMore();

        /** Reads one transaction. */
        void next() throws DecodeException;

        Message end() throws DecodeException;
    }

    private interface Reading<T> {
        T run(ByteReader in) throws DecodeException;
    }

    private MessageDecoder(byte[] bytes) {
        in = new ByteReader(bytes);
    }

    /**
     * Reads all that stands before the first transaction.
     *
     * @param bytes of the message; not copied
     */
    public static MessageDecoder begin(byte[] bytes) throws DecodeException {
        if (bytes.length > MessageCodec.MAX_BYTES) {
            throw new DecodeException("message has " + bytes.length + " bytes, the limit is " + MessageCodec.MAX_BYTES);
        }
        MessageDecoder decoder = new MessageDecoder(bytes);
        decoder.begin();
        return decoder;
    }

    /** Returns what the message answers when it brings a block or a part of it, else null. */
    public @Nullable BlockRequest answered() {
        return answered;
    }

    /** Returns whether {@link #next} is wanted before {@link #end}. */
    public boolean hasMore() {
        return parts != null && parts.hasMore();
    }

    /** Reads some transactions, which costs about as much as verifying a signature. */
    public void next() throws DecodeException {
        Parts left = parts;
        for (int i = 0; i < TRANSACTIONS_PER_STEP && left != null && left.hasMore(); i++) {
            left.next();
        }
    }

    /** Returns the message, of which nothing may be left; empty for a type that this version does not know. */
    public Optional<Message> end() throws DecodeException {
        Message read = parts == null ? message : parts.end();
        if (read != null) {
            in.end();
        }
        return Optional.ofNullable(read);
    }

    private void begin() throws DecodeException {
        int type = in.u8("message type");
        switch (type) {
            case MessageCodec.BLOCK_BODY -> {
                BlockParts block = new BlockParts(in.raw("block", in.remaining()));
                answered = BlockRequest.whole(block.reader.hash());
                parts = block;
            }
            case MessageCodec.BLOCK_TRANSACTIONS -> {
                Hash block = in.hash("block");
                Items<Transaction> some = new Items<>(
                        "transactions",
                        MessageCodec.MAX_BLOCK_TRANSACTIONS,
                        MessageDecoder::transaction,
                        items -> new Message.BlockTransactions(block, items));
                answered = BlockRequest.transactions(block, some.count);
                parts = some;
            }
            case MessageCodec.COMPACT_BLOCK -> {
                Hash block = in.hash("block");
                answered = BlockRequest.names(block);
                message = new Message.CompactBlock(block, shortIds());
            }
            case MessageCodec.TRANSACTIONS ->
                parts = new Items<>(
                        "transactions", MessageCodec.MAX_IDS, MessageDecoder::transaction, Message.Transactions::new);
            case MessageCodec.PARCELS ->
                parts = new Items<>("parcels", MessageCodec.MAX_IDS, MessageDecoder::parcel, Message.Parcels::new);
            default -> message = withoutTransactions(type);
        }
    }

    private @Nullable Message withoutTransactions(int type) throws DecodeException {
        return switch (type) {
            case MessageCodec.STATUS ->
                new Message.Status(
                        in.hash("head"),
                        in.nonNegative("height"),
                        in.number("total work", BlockMeta.MAX_WORK_BYTES),
                        in.nonNegative("clock"));
            case MessageCodec.NEW_BLOCK -> new Message.NewBlock(ExtendedHeader.read(in));
            case MessageCodec.GET_HEADERS ->
                new Message.GetHeaders(list("locator", MessageCodec.MAX_LOCATOR, r -> r.hash("locator hash")));
            case MessageCodec.HEADERS ->
                new Message.Headers(list("headers", MessageCodec.MAX_HEADERS, ExtendedHeader::read));
            case MessageCodec.GET_BLOCKS ->
                new Message.GetBlocks(list("blocks", MessageCodec.MAX_BLOCKS, r -> r.hash("block")));
            case MessageCodec.NEW_TRANSACTIONS -> new Message.NewTransactions(ids());
            case MessageCodec.GET_TRANSACTIONS -> new Message.GetTransactions(ids());
            case MessageCodec.NOT_FOUND -> new Message.NotFound(ids());
            case MessageCodec.HOLDING -> new Message.Holding(records());
            case MessageCodec.WHO_HOLDS -> new Message.WhoHolds(records());
            case MessageCodec.HAVE -> new Message.Have(list("chunks", MessageCodec.MAX_IDS, r -> r.cid("chunk")));
            case MessageCodec.GET_COMPACT_BLOCK -> new Message.GetCompactBlock(in.hash("block"));
            case MessageCodec.GET_BLOCK_TRANSACTIONS -> new Message.GetBlockTransactions(in.hash("block"), indexes());
            case MessageCodec.UPLOADED ->
                new Message.Uploaded(list("chunks", MessageCodec.MAX_IDS, MessageDecoder::dealtChunk));
            default -> null;
        };
    }

    private List<Hash> ids() throws DecodeException {
        return list("ids", MessageCodec.MAX_IDS, r -> r.hash("id"));
    }

    private List<RecordContent> records() throws DecodeException {
        return list("records", MessageCodec.MAX_IDS, RecordContent::read);
    }

    private List<Long> shortIds() throws DecodeException {
        return list(
                "short ids",
                MessageCodec.MAX_BLOCK_TRANSACTIONS,
                r -> (long) r.u16("short id") << Integer.SIZE | r.u32("short id"));
    }

    private List<Integer> indexes() throws DecodeException {
        List<Integer> indexes = list("indexes", MessageCodec.MAX_BLOCK_TRANSACTIONS, r -> r.u16("index"));
        for (int i = 1; i < indexes.size(); i++) {
            if (indexes.get(i) <= indexes.get(i - 1)) {
                throw new DecodeException("index " + indexes.get(i) + " follows index " + indexes.get(i - 1));
            }
        }
        return indexes;
    }

    private <T> List<T> list(String field, int max, Reading<T> reading) throws DecodeException {
        int count = in.u32(field + " count", max);
        List<T> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(reading.run(in));
        }
        return items;
    }

    private static Transaction transaction(ByteReader in) throws DecodeException {
        return Transaction.decode(in.bytes("transaction", Transaction.MAX_BYTES));
    }

    private static Parcel parcel(ByteReader in) throws DecodeException {
        try {
            return new Parcel(
                    transaction(in),
                    in.bytes("key box", Parcel.MAX_CHUNK_BYTES),
                    in.bytes("payload", Parcel.MAX_CHUNK_BYTES));
        } catch (IllegalArgumentException e) {
            throw new DecodeException(String.valueOf(e.getMessage()));
        }
    }

    private static DealtChunk dealtChunk(ByteReader in) throws DecodeException {
        return new DealtChunk(
                in.cid("chunk"), in.u32("size", UnixFsProfile.MAX_BLOCK_BYTES), new NodeId(in.hash("receiver")));
    }

    /** A list that ends the message. */
    private final class Items<T> implements Parts {
        private final int count;
        private final Reading<T> reading;
        private final Function<List<T>, Message> ending;
        private final List<T> items = new ArrayList<>();

        Items(String field, int max, Reading<T> reading, Function<List<T>, Message> ending) throws DecodeException {
            this.count = in.u32(field + " count", max);
            this.reading = reading;
            this.ending = ending;
        }

        @Override
        public boolean hasMore() {
            return items.size() < count;
        }

        @Override
        public void next() throws DecodeException {
            items.add(reading.run(in));
        }

        @Override
        public Message end() {
            return ending.apply(items);
        }
    }

    private static final class BlockParts implements Parts {
        private final BlockReader reader;

        BlockParts(byte[] bytes) throws DecodeException {
            reader = new BlockReader(bytes);
        }

        @Override
        public boolean hasMore() {
            return reader.hasMore();
        }

        @Override
        public void next() throws DecodeException {
            reader.next();
        }

        @Override
        public Message end() throws DecodeException {
            return new Message.BlockBody(reader.end());
        }
    }
}
