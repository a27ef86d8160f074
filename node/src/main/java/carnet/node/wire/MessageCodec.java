package carnet.node.wire;

import carnet.consensus.block.Block;
import carnet.consensus.codec.ByteWriter;
import carnet.consensus.codec.DecodeException;
import carnet.consensus.tx.Transaction;
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

    static final int STATUS = 1;
    static final int NEW_BLOCK = 2;
    static final int GET_HEADERS = 3;
    static final int HEADERS = 4;
    static final int GET_BLOCKS = 5;
    static final int BLOCK_BODY = 6;
    static final int NEW_TRANSACTIONS = 7;
    static final int GET_TRANSACTIONS = 8;
    static final int TRANSACTIONS = 9;
    static final int NOT_FOUND = 10;
    static final int HOLDING = 11;
    static final int WHO_HOLDS = 12;
    static final int HAVE = 13;
    static final int GET_COMPACT_BLOCK = 14;
    static final int COMPACT_BLOCK = 15;
    static final int GET_BLOCK_TRANSACTIONS = 16;
    static final int BLOCK_TRANSACTIONS = 17;
    static final int PARCELS = 18;
    static final int UPLOADED = 19;

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
        } else if (message instanceof Message.StoredBlock m) {
            out.u8(BLOCK_BODY).raw(m.bytes());
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
        MessageDecoder decoder = MessageDecoder.begin(bytes);
        while (decoder.hasMore()) {
            decoder.next();
        }
        return decoder.end();
    }

    private static void shortId(ByteWriter out, long id) {
        out.u16((int) (id >>> Integer.SIZE)).u32(id & 0xffff_ffffL);
    }

    private static void parcel(ByteWriter out, Parcel parcel) {
        out.bytes(parcel.transaction().bytes()).bytes(parcel.keyBox()).bytes(parcel.payload());
    }

    private static void dealtChunk(ByteWriter out, DealtChunk chunk) {
        out.cid(chunk.cid()).u32(chunk.sizeBytes()).hash(chunk.receiver().digest());
    }

    private static void transactions(ByteWriter out, List<Transaction> transactions) {
        list(out, transactions, (w, transaction) -> w.bytes(transaction.bytes()));
    }

    private static <T> void list(ByteWriter out, List<T> items, BiConsumer<ByteWriter, T> writing) {
        out.u32(items.size());
        for (T item : items) {
            writing.accept(out, item);
        }
    }
}
