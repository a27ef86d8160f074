package carnet.node.wire;

import carnet.consensus.block.Block;
import carnet.consensus.block.BlockMeta;
import carnet.consensus.block.ExtendedHeader;
import carnet.consensus.codec.ByteReader;
import carnet.consensus.codec.ByteWriter;
import carnet.consensus.codec.DecodeException;
import carnet.consensus.tx.RecordContent;
import carnet.consensus.tx.Transaction;
import carnet.crypto.cid.UnixFsProfile;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The bytes of a message: {@code type 1 | body}. Lists are {@code count 4 | items}. A type that this version does not
 * know is no error: a newer node may speak it.
 */
public final class MessageCodec {
    /** Most bytes of an encoded message: one block and its envelope, or 2 MiB of headers or transactions. */
    public static final int MAX_BYTES = Block.MAX_BYTES + 1024;

    /** Most extended headers in one message; 2,000 of them stay under {@link #MAX_BYTES}. */
    public static final int MAX_HEADERS = 2_000;

    /** Most hashes in a locator: one per power of two of the longest chain, and some. */
    public static final int MAX_LOCATOR = 64;

    /** Most blocks asked for at once. */
    public static final int MAX_BLOCKS = 32;

    /** Most ids in one message. */
    public static final int MAX_IDS = 1_000;

    /** Most transactions that a block can hold. */
    public static final int MAX_BLOCK_TRANSACTIONS = Block.MAX_BYTES / (Integer.BYTES + Transaction.MIN_BYTES);

    private static final int STATUS = 1;
    private static final int NEW_BLOCK = 2;
    private static final int GET_HEADERS = 3;
    private static final int HEADERS = 4;
    private static final int GET_BLOCKS = 5;
    private static final int BLOCK_BODY = 6;
    private static final int NEW_TRANSACTIONS = 7;
    private static final int GET_TRANSACTIONS = 8;
    private static final int TRANSACTIONS = 9;
    private static final int NOT_FOUND = 10;
    private static final int HOLDING = 11;
    private static final int WHO_HOLDS = 12;
    private static final int HAVE = 13;
    private static final int GET_COMPACT_BLOCK = 14;
    private static final int COMPACT_BLOCK = 15;
    private static final int GET_BLOCK_TRANSACTIONS = 16;
    private static final int BLOCK_TRANSACTIONS = 17;
    private static final int PARCELS = 18;
    private static final int UPLOADED = 19;

    private MessageCodec() {}

    /** Returns the bytes of a message. */
    public static byte[] encode(Message message) {
        ByteWriter out = new ByteWriter();
        if (message instanceof Message.Status m) {
            out.u8(STATUS).hash(m.head()).u64(m.height()).number(m.totalWork()).u64(m.clockMillis());
        } else if (message instanceof Message.NewBlock m) {
            m.header().write(out.u8(NEW_BLOCK));
        } else if (message instanceof Message.GetHeaders m) {
            list(out.u8(GET_HEADERS), m.locator(), ByteWriter::hash);
        } else if (message instanceof Message.Headers m) {
            list(out.u8(HEADERS), m.headers(), (w, header) -> header.write(w));
        } else if (message instanceof Message.GetBlocks m) {
            list(out.u8(GET_BLOCKS), m.hashes(), ByteWriter::hash);
        } else if (message instanceof Message.BlockBody m) {
            out.u8(BLOCK_BODY).raw(m.block().bytes());
        } else if (message instanceof Message.NewTransactions m) {
            list(out.u8(NEW_TRANSACTIONS), m.ids(), ByteWriter::hash);
        } else if (message instanceof Message.GetTransactions m) {
            list(out.u8(GET_TRANSACTIONS), m.ids(), ByteWriter::hash);
        } else if (message instanceof Message.Transactions m) {
            transactions(out.u8(TRANSACTIONS), m.transactions());
        } else if (message instanceof Message.NotFound m) {
            list(out.u8(NOT_FOUND), m.hashes(), ByteWriter::hash);
        } else if (message instanceof Message.Holding m) {
            list(out.u8(HOLDING), m.records(), (w, record) -> record.write(w));
        } else if (message instanceof Message.WhoHolds m) {
            list(out.u8(WHO_HOLDS), m.records(), (w, record) -> record.write(w));
        } else if (message instanceof Message.Have m) {
            list(out.u8(HAVE), m.chunks(), ByteWriter::cid);
        } else if (message instanceof Message.GetCompactBlock m) {
            out.u8(GET_COMPACT_BLOCK).hash(m.block());
        } else if (message instanceof Message.CompactBlock m) {
            list(out.u8(COMPACT_BLOCK).hash(m.block()), m.shortIds(), MessageCodec::shortId);
        } else if (message instanceof Message.GetBlockTransactions m) {
            list(out.u8(GET_BLOCK_TRANSACTIONS).hash(m.block()), m.indexes(), ByteWriter::u16);
        } else if (message instanceof Message.BlockTransactions m) {
            transactions(out.u8(BLOCK_TRANSACTIONS).hash(m.block()), m.transactions());
        } else if (message instanceof Message.Parcels m) {
            list(out.u8(PARCELS), m.parcels(), MessageCodec::parcel);
        } else if (message instanceof Message.Uploaded m) {
            list(out.u8(UPLOADED), m.chunks(), MessageCodec::dealtChunk);
        }
        return out.toBytes();
    }

    /** Reads exactly one message; empty for a type that this version does not know. */
    public static Optional<Message> decode(byte[] bytes) throws DecodeException {
        if (bytes.length > MAX_BYTES) {
            throw new DecodeException("message has " + bytes.length + " bytes, the limit is " + MAX_BYTES);
        }
        ByteReader in = new ByteReader(bytes);
        int type = in.u8("message type");
        Message message =
                switch (type) {
                    case STATUS ->
                        new Message.Status(
                                in.hash("head"),
                                in.nonNegative("height"),
                                in.number("total work", BlockMeta.MAX_WORK_BYTES),
                                in.nonNegative("clock"));
                    case NEW_BLOCK -> new Message.NewBlock(ExtendedHeader.read(in));
                    case GET_HEADERS ->
                        new Message.GetHeaders(list(in, "locator", MAX_LOCATOR, r -> r.hash("locator hash")));
                    case HEADERS -> new Message.Headers(list(in, "headers", MAX_HEADERS, ExtendedHeader::read));
                    case GET_BLOCKS -> new Message.GetBlocks(list(in, "blocks", MAX_BLOCKS, r -> r.hash("block")));
                    case BLOCK_BODY -> new Message.BlockBody(Block.decode(in.raw("block", in.remaining())));
                    case NEW_TRANSACTIONS -> new Message.NewTransactions(ids(in));
                    case GET_TRANSACTIONS -> new Message.GetTransactions(ids(in));
                    case TRANSACTIONS -> new Message.Transactions(transactions(in, MAX_IDS));
                    case NOT_FOUND -> new Message.NotFound(ids(in));
                    case HOLDING -> new Message.Holding(list(in, "records", MAX_IDS, RecordContent::read));
                    case WHO_HOLDS -> new Message.WhoHolds(list(in, "records", MAX_IDS, RecordContent::read));
                    case HAVE -> new Message.Have(list(in, "chunks", MAX_IDS, r -> r.cid("chunk")));
                    case GET_COMPACT_BLOCK -> new Message.GetCompactBlock(in.hash("block"));
                    case COMPACT_BLOCK -> new Message.CompactBlock(in.hash("block"), shortIds(in));
                    case GET_BLOCK_TRANSACTIONS -> new Message.GetBlockTransactions(in.hash("block"), indexes(in));
                    case BLOCK_TRANSACTIONS ->
                        new Message.BlockTransactions(in.hash("block"), transactions(in, MAX_BLOCK_TRANSACTIONS));
                    case PARCELS -> new Message.Parcels(list(in, "parcels", MAX_IDS, MessageCodec::parcel));
                    case UPLOADED -> new Message.Uploaded(list(in, "chunks", MAX_IDS, MessageCodec::dealtChunk));
                    default -> null;
                };
        if (message == null) {
            return Optional.empty();
        }
        in.end();
        return Optional.of(message);
    }

    private static List<Hash> ids(ByteReader in) throws DecodeException {
        return list(in, "ids", MAX_IDS, r -> r.hash("id"));
    }

    private static List<Long> shortIds(ByteReader in) throws DecodeException {
        return list(
                in,
                "short ids",
                MAX_BLOCK_TRANSACTIONS,
                r -> (long) r.u16("short id") << Integer.SIZE | r.u32("short id"));
    }

    private static void shortId(ByteWriter out, long id) {
        out.u16((int) (id >>> Integer.SIZE)).u32(id & 0xffff_ffffL);
    }

    private static List<Integer> indexes(ByteReader in) throws DecodeException {
        List<Integer> indexes = list(in, "indexes", MAX_BLOCK_TRANSACTIONS, r -> r.u16("index"));
        for (int i = 1; i < indexes.size(); i++) {
            if (indexes.get(i) <= indexes.get(i - 1)) {
                throw new DecodeException("index " + indexes.get(i) + " follows index " + indexes.get(i - 1));
            }
        }
        return indexes;
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

    private static void parcel(ByteWriter out, Parcel parcel) {
        out.bytes(parcel.transaction().bytes()).bytes(parcel.keyBox()).bytes(parcel.payload());
    }

    private static DealtChunk dealtChunk(ByteReader in) throws DecodeException {
        return new DealtChunk(
                in.cid("chunk"), in.u32("size", UnixFsProfile.MAX_BLOCK_BYTES), new NodeId(in.hash("receiver")));
    }

    private static void dealtChunk(ByteWriter out, DealtChunk chunk) {
        out.cid(chunk.cid()).u32(chunk.sizeBytes()).hash(chunk.receiver().digest());
    }

    private static Transaction transaction(ByteReader in) throws DecodeException {
        return Transaction.decode(in.bytes("transaction", Transaction.MAX_BYTES));
    }

    private static List<Transaction> transactions(ByteReader in, int max) throws DecodeException {
        return list(in, "transactions", max, MessageCodec::transaction);
    }

    private static void transactions(ByteWriter out, List<Transaction> transactions) {
        list(out, transactions, (w, transaction) -> w.bytes(transaction.bytes()));
    }

    private interface Reading<T> {
        T run(ByteReader in) throws DecodeException;
    }

    private static <T> List<T> list(ByteReader in, String field, int max, Reading<T> reading) throws DecodeException {
        int count = in.u32(field + " count", max);
        List<T> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(reading.run(in));
        }
        return items;
    }

    private static <T> void list(ByteWriter out, List<T> items, BiConsumer<ByteWriter, T> writing) {
        out.u32(items.size());
        for (T item : items) {
            writing.accept(out, item);
        }
    }
}
