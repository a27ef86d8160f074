package carnet.node.sim;

import carnet.consensus.tx.RecordContent;
import carnet.consensus.tx.Transaction;
import carnet.crypto.cid.Cid;
import carnet.crypto.hash.Hash;
import carnet.node.wire.Message;
import carnet.node.wire.MessageCodec;
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
        int count = 1 + dice.below(MessageCodec.MAX_IDS);
        for (int i = 0; i < count; i++) {
            names.add(random());
            Cid cid = new Cid(Cid.Codec.RAW, names.get(i));
            records.add(new RecordContent(cid, cid));
        }
        return switch (dice.below(6)) {
            case 0 -> new Message.NewTransactions(names);
            case 1 -> new Message.GetTransactions(names);
            case 2 -> new Message.GetBlocks(names.subList(0, Math.min(count, MessageCodec.MAX_BLOCKS)));
            case 3 -> new Message.GetHeaders(names.subList(0, Math.min(count, MessageCodec.MAX_LOCATOR)));
            case 4 -> new Message.Holding(records);
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
        return new Message.Transactions(forged);
    }

    /** Claims to hold what a victim looks for; null when it looks for nothing. */
    @Nullable
    Message falseHolding(ChainReader victim) {
        List<RecordContent> wanted = new ArrayList<>();
        victim.wantedAfter(null, 100).forEach(record -> wanted.add(record.content()));
        return wanted.isEmpty() ? null : new Message.Holding(wanted);
    }

    private Hash random() {
        return Hash.of(dice.bytes(Hash.LENGTH_BYTES));
    }
}
