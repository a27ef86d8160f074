package carnet.node.sim;

import carnet.consensus.block.Block;
import carnet.consensus.tx.PutRecord;
import carnet.consensus.tx.RecordContent;
import carnet.consensus.tx.Transaction;
import carnet.crypto.cid.Cid;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import carnet.node.core.CoreLimits;
import carnet.node.wire.DealtChunk;
import carnet.node.wire.Message;
import carnet.node.wire.MessageCodec;
import carnet.node.wire.Parcel;
import carnet.node.wire.ShortId;
import carnet.storage.chain.ChainReader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The attacks that consist in a message without any block. */
final class MessageAttacks {
    private static final int MOST_TRANSACTIONS = 10;

    private final Dice dice;
    private final BlockAttacks blocks;

    MessageAttacks(Dice dice, BlockAttacks blocks) {
        this.dice = dice;
        this.blocks = blocks;
    }

    /** Claims a chain that nobody has. */
    Message greatStatus(long nowMillis) {
        BigInteger work = BigInteger.ONE.shiftLeft(dice.below(300));
        return new Message.Status(random(), dice.between(0, 1 << 20), work, nowMillis);
    }

    /** Names or asks for what nobody has, up to the limit of the codec. */
    Message randomNames() {
        List<Hash> names = new ArrayList<>();
        List<RecordContent> records = new ArrayList<>();
        List<Cid> chunks = new ArrayList<>();
        int count = 1 + dice.below(MessageCodec.MAX_IDS);
        for (int i = 0; i < count; i++) {
            names.add(random());
            Cid cid = new Cid(Cid.Codec.RAW, names.get(i));
            records.add(new RecordContent(cid, cid));
            chunks.add(cid);
        }
        return switch (dice.below(10)) {
            case 0 -> new Message.NewTransactions(names);
            case 1 -> new Message.GetTransactions(names);
            case 2 -> new Message.GetBlocks(names.subList(0, Math.min(count, MessageCodec.MAX_BLOCKS)));
            case 3 -> new Message.GetHeaders(names.subList(0, Math.min(count, MessageCodec.MAX_LOCATOR)));
            case 4 -> new Message.Holding(records);
            case 5 -> new Message.GetCompactBlock(names.get(0));
            case 6 -> new Message.GetBlockTransactions(names.get(0), List.of(count));
            case 7 -> new Message.Have(chunks);
            case 8 ->
                new Message.Uploaded(chunks.stream()
                        .map(cid -> new DealtChunk(cid, CoreLimits.SHARED_LEAF_BYTES, new NodeId(random())))
                        .toList());
            default -> new Message.WhoHolds(records);
        };
    }

    /** Transactions of strangers, some of them with signatures that are nobody's. */
    Message forgedTransactions(long nowMillis) {
        List<Transaction> forged = new ArrayList<>();
        int count = 1 + dice.below(MOST_TRANSACTIONS);
        for (int i = 0; i < count; i++) {
            Transaction transaction = blocks.strangers(nowMillis);
            forged.add(dice.chance(0.5) ? transaction : Forgery.resigned(transaction, dice));
        }
        return dice.chance(0.5)
                ? new Message.Transactions(forged)
                : new Message.Parcels(forged.stream().map(this::parcel).toList());
    }

    /** Chunks that are not what the transaction names. */
    private Parcel parcel(Transaction transaction) {
        if (!(transaction.payload() instanceof PutRecord put)) {
            return Parcel.of(transaction);
        }
        int payloadBytes = Parcel.isSmall(put) ? dice.below(1 << put.sizeClass()) : 0;
        return new Parcel(transaction, dice.bytes(dice.below(300)), dice.bytes(payloadBytes));
    }

    /** Claims to hold what a victim looks for; null when it looks for nothing. */
    @Nullable
    Message falseHolding(ChainReader victim) {
        List<RecordContent> wanted = new ArrayList<>();
        victim.wantedAfter(null, 100).forEach(record -> wanted.add(record.content()));
        return wanted.isEmpty() ? null : new Message.Holding(wanted);
    }

    /** Names or asks for transactions of the victim's head, which it did not ask for. */
    @Nullable
    Message unaskedCompactBlock(ChainReader victim) {
        Hash head = victim.head();
        Block block = head == null ? null : victim.block(head);
        if (block == null) {
            return null;
        }
        return switch (dice.below(4)) {
            case 0 -> compact(block);
            case 1 -> new Message.BlockTransactions(block.hash(), block.transactions());
            case 2 -> new Message.GetCompactBlock(block.hash());
            default -> new Message.GetBlockTransactions(block.hash(), List.of(dice.below(5), 0xffff));
        };
    }

    /** Answers a question for a block in compact form: rightly, wrongly or not at all. */
    @Nullable
    Message compactBlock(Hash hash, @Nullable Block block) {
        List<Long> ids = block == null ? List.of() : shortIds(block);
        return switch (dice.below(6)) {
            case 0 -> null;
            case 1 -> new Message.NotFound(List.of(hash));
            case 2 -> new Message.CompactBlock(hash, strangeIds(ids.size()));
            case 3 -> new Message.CompactBlock(hash, strangeIds(dice.below(MessageCodec.MAX_BLOCK_TRANSACTIONS)));
            case 4 -> new Message.CompactBlock(hash, ids.stream().sorted().toList());
            default -> new Message.CompactBlock(hash, ids);
        };
    }

    /** Answers a question for single transactions of a block: rightly, wrongly or not at all. */
    @Nullable
    Message blockTransactions(Message.GetBlockTransactions wanted, @Nullable Block block, long nowMillis) {
        List<Transaction> known = block == null ? List.of() : block.transactions();
        List<Transaction> right = new ArrayList<>();
        for (int index : wanted.indexes()) {
            right.add(index < known.size() ? known.get(index) : blocks.strangers(nowMillis));
        }
        return switch (dice.below(4)) {
            case 0 -> null;
            case 1 -> new Message.BlockTransactions(wanted.block(), List.of(blocks.strangers(nowMillis)));
            case 2 ->
                new Message.BlockTransactions(
                        wanted.block(),
                        right.stream().map(t -> Forgery.resigned(t, dice)).toList());
            default -> new Message.BlockTransactions(wanted.block(), right);
        };
    }

    /** Names a block's transactions, rightly. */
    static Message compact(Block block) {
        return new Message.CompactBlock(block.hash(), shortIds(block));
    }

    private static List<Long> shortIds(Block block) {
        return block.transactions().stream()
                .map(transaction -> ShortId.of(block.hash(), transaction))
                .toList();
    }

    private List<Long> strangeIds(int count) {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(dice.between(0, (1L << 48) - 1));
        }
        return ids;
    }

    private Hash random() {
        return Hash.of(dice.bytes(Hash.LENGTH_BYTES));
    }
}
