package carnet.node.model;

import carnet.consensus.block.Block;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A block that the model found lawful, with the whole state after it in plain maps. */
public final class ModelBlock {
    private final @Nullable ModelBlock parent;
    private final @Nullable Block block;
    private final Hash hash;
    private final long height;
    private final long timestampMillis;
    private final NodeId miner;
    private final NavigableMap<byte[], byte[]> rows;
    private final Set<Hash> txids;
    private final Hash commitment;

    ModelBlock(
            @Nullable ModelBlock parent,
            @Nullable Block block,
            Hash hash,
            long height,
            long timestampMillis,
            NodeId miner,
            NavigableMap<byte[], byte[]> rows,
            Set<Hash> txids,
            Hash commitment) {
        this.parent = parent;
        this.block = block;
        this.hash = hash;
        this.height = height;
        this.timestampMillis = timestampMillis;
        this.miner = miner;
        this.rows = rows;
        this.txids = txids;
        this.commitment = commitment;
    }

    static NavigableMap<byte[], byte[]> rows() {
        return new TreeMap<>(Arrays::compareUnsigned);
    }

    /** Returns the parent; block 0 has none. */
    public @Nullable ModelBlock parent() {
        return parent;
    }

    /** Returns the block; block 0 has none. */
    public @Nullable Block block() {
        return block;
    }

    /** Returns the block's hash. */
    public Hash hash() {
        return hash;
    }

    /** Returns the distance from block 0. */
    public long height() {
        return height;
    }

    /** Returns the block's own time. */
    public long timestampMillis() {
        return timestampMillis;
    }

    NodeId miner() {
        return miner;
    }

    /** Returns every row of the state after this block; cannot be modified. */
    public NavigableMap<byte[], byte[]> state() {
        return Collections.unmodifiableNavigableMap(rows);
    }

    /** Returns the commitment to the state after this block. */
    public Hash commitment() {
        return commitment;
    }

    /** Returns whether this chain holds a transaction. */
    public boolean holds(Hash txid) {
        return txids.contains(txid);
    }

    /** Returns how many transactions this chain holds. */
    public int transactionCount() {
        return txids.size();
    }

    Set<Hash> copyOfTxids() {
        return new HashSet<>(txids);
    }

    /** Returns the block of this chain at a height. */
    public ModelBlock at(long wanted) {
        ModelBlock found = this;
        while (found.height > wanted && found.parent != null) {
            found = found.parent;
        }
        if (found.height != wanted) {
            throw new IllegalArgumentException("no block at height " + wanted);
        }
        return found;
    }

    /** Returns whether {@code other} is this block or one of its ancestors. */
    public boolean descendsFrom(ModelBlock other) {
        return other.height <= height && at(other.height) == other;
    }
}
