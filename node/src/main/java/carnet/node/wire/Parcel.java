package carnet.node.wire;

import carnet.consensus.tx.PutRecord;
import carnet.consensus.tx.Transaction;
import carnet.crypto.cid.Cid;
import carnet.crypto.record.KeyBox;
import java.util.Arrays;

/**
 * A transaction on its way from the node that took it, and what travels with it so that it need not be fetched: the key
 * box of the record that it puts, and the payload where that is one small chunk. Whether they are what the transaction
 * names is for the content store to check.
 *
 * @param transaction whole
 * @param keyBox empty when it does not travel with it
 * @param payload empty when it does not travel with it
 */
public record Parcel(Transaction transaction, byte[] keyBox, byte[] payload) {
    /** Most bytes of a chunk that travels with its transaction: a key box of 65 slots, or the ciphertext of a short text. */
    public static final int MAX_CHUNK_BYTES = KeyBox.MAX_BYTES;

    private static final byte[] NONE = {};

    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException when a chunk is too long or the transaction names none
     */
    public Parcel {
        if (Math.max(keyBox.length, payload.length) > MAX_CHUNK_BYTES) {
            throw new IllegalArgumentException("a chunk of " + Math.max(keyBox.length, payload.length)
                    + " bytes is too long to travel with its transaction");
        }
        if (keyBox.length + payload.length > 0 && !(transaction.payload() instanceof PutRecord)) {
            throw new IllegalArgumentException("chunks travel with a record's transaction only");
        }
        if (payload.length > 0 && !isChunkOf((PutRecord) transaction.payload(), payload.length)) {
            throw new IllegalArgumentException("a payload travels only where it is one chunk of its size class");
        }
    }

    private static boolean isChunkOf(PutRecord put, int payloadBytes) {
        return put.payloadCid().codec() == Cid.Codec.RAW && payloadBytes <= 1L << put.sizeClass();
    }

    /** Returns whether a record's payload is one chunk that may travel with it, by what its transaction says. */
    public static boolean isSmall(PutRecord put) {
        return isChunkOf(put, 1) && 1L << put.sizeClass() <= MAX_CHUNK_BYTES;
    }

    /** Returns a transaction with which nothing travels. */
    public static Parcel of(Transaction transaction) {
        return new Parcel(transaction, NONE, NONE);
    }

    /** Returns the bytes of all its parts. */
    public int sizeBytes() {
        return transaction.sizeBytes() + chunkBytes();
    }

    /** Returns the bytes of what travels with the transaction. */
    public int chunkBytes() {
        return keyBox.length + payload.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Parcel parcel
                && transaction.equals(parcel.transaction)
                && Arrays.equals(keyBox, parcel.keyBox)
                && Arrays.equals(payload, parcel.payload);
    }

    @Override
    public int hashCode() {
        return transaction.hashCode();
    }

    @Override
    public String toString() {
        return "Parcel[" + transaction.id() + ", " + keyBox.length + " + " + payload.length + " bytes]";
    }
}
