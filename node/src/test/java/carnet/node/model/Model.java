package carnet.node.model;

import carnet.consensus.block.Block;
import carnet.consensus.genesis.Genesis;
import carnet.consensus.tx.Transaction;
import carnet.crypto.hash.Hash;
import carnet.crypto.hash.Sha256;
import carnet.crypto.sign.NodeId;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Every lawful block that was ever shown to it, each executed from block 0 on. */
public final class Model {
    private final ModelHeaders headers;
    private final ModelLedger ledger;
    private final Map<Hash, ModelBlock> blocks = new HashMap<>();
    private final ModelBlock first;

    /** Begins with block 0. */
    public Model(Genesis genesis) {
        headers = new ModelHeaders(genesis);
        ledger = new ModelLedger(genesis);
        NavigableMap<byte[], byte[]> rows = ledger.first();
        Hash commitment = commitment(Hash.ZERO, ModelBlock.rows(), rows);
        first = new ModelBlock(
                null,
                null,
                genesis.hash(),
                0,
                genesis.timestampMillis(),
                new NodeId(Hash.ZERO),
                rows,
                new HashSet<>(),
                commitment);
        blocks.put(first.hash(), first);
    }

    /** Returns block 0. */
    public ModelBlock first() {
        return first;
    }

    /** Returns a block that was found lawful, or null. */
    public @Nullable ModelBlock get(Hash hash) {
        return blocks.get(hash);
    }

    /** Returns how many blocks were found lawful, block 0 included. */
    public int size() {
        return blocks.size();
    }

    /** Checks and executes a block whose parent was found lawful before. */
    public ModelBlock add(Block block) throws Illegal {
        ModelBlock parent = blocks.get(block.header().previousHash());
        if (parent == null) {
            throw new Illegal("parent is known");
        }
        headers.check(parent, block);
        long timestampMillis = block.header().timestampMillis();
        NavigableMap<byte[], byte[]> rows = ModelBlock.rows();
        rows.putAll(parent.state());
        ledger.removeEnded(rows, timestampMillis);
        Set<Hash> txids = parent.copyOfTxids();
        for (Transaction transaction : block.transactions()) {
            ledger.execute(rows, transaction, parent.height() + 1, timestampMillis);
            if (!txids.add(transaction.id())) {
                throw new Illegal("a transaction stands once on a chain");
            }
        }
        ModelBlock added = new ModelBlock(
                parent,
                block,
                block.hash(),
                parent.height() + 1,
                timestampMillis,
                block.seal().miner(),
                rows,
                txids,
                commitment(parent.commitment(), parent.state(), rows));
        blocks.put(added.hash(), added);
        return added;
    }

    /** Returns why a transaction could not be in a block of this time on top of a chain, or null when it could. */
    public @Nullable String refusal(ModelBlock head, Transaction transaction, long timestampMillis) {
        try {
            NavigableMap<byte[], byte[]> rows = ModelBlock.rows();
            rows.putAll(head.state());
            ledger.check(rows, transaction, timestampMillis);
            return null;
        } catch (Illegal e) {
            return e.getMessage();
        }
    }

    /** Hash of the commitment before and of the rows that changed, in the order of their keys. */
    private static Hash commitment(Hash before, NavigableMap<byte[], byte[]> old, NavigableMap<byte[], byte[]> rows) {
        TreeSet<byte[]> changed = new TreeSet<>(Arrays::compareUnsigned);
        rows.forEach((key, value) -> {
            if (old.get(key) != value) {
                changed.add(key);
            }
        });
        old.keySet().stream().filter(key -> !rows.containsKey(key)).forEach(changed::add);
        ByteArrayOutputStream delta = new ByteArrayOutputStream();
        write(delta, changed.size());
        for (byte[] key : changed) {
            write(delta, key.length);
            delta.writeBytes(key);
            byte[] value = rows.get(key);
            delta.write(value == null ? 0 : 1);
            if (value != null) {
                write(delta, value.length);
                delta.writeBytes(value);
            }
        }
        return Sha256.of(before.bytes(), Sha256.of(delta.toByteArray()).bytes());
    }

    private static void write(ByteArrayOutputStream out, int number) {
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }
}
