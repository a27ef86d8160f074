package carnet.consensus.ledger;

import carnet.consensus.codec.ByteReader;
import carnet.consensus.codec.ByteWriter;
import carnet.consensus.codec.DecodeException;
import carnet.consensus.tx.Payload;
import carnet.consensus.tx.PutRecord;
import carnet.consensus.tx.TransactionType;
import carnet.crypto.hash.Hash;

/**
 * A record as the state keeps it.
 *
 * @param put what its owner signed
 * @param txid the transaction
 * @param timeMillis the transaction's first valid moment: the owner's claim
 * @param height the block that holds it
 * @param blockTimestampMillis that block's time: the miner's claim
 */
public record RecordEntry(PutRecord put, Hash txid, long timeMillis, long height, long blockTimestampMillis) {
    /** Reads a stored value. */
    public static RecordEntry decode(byte[] bytes) throws DecodeException {
        ByteReader in = new ByteReader(bytes);
        RecordEntry entry = new RecordEntry(
                (PutRecord) Payload.read(TransactionType.PUT_RECORD, in),
                in.hash("txid"),
                in.nonNegative("time"),
                in.nonNegative("height"),
                in.nonNegative("block time"));
        in.end();
        return entry;
    }

    /** Returns the value to store. */
    public byte[] bytes() {
        ByteWriter out = new ByteWriter();
        put.write(out);
        return out.hash(txid)
                .u64(timeMillis)
                .u64(height)
                .u64(blockTimestampMillis)
                .toBytes();
    }
}
