package carnet.node.sim;

import carnet.consensus.block.Block;
import carnet.consensus.ledger.Delta;
import carnet.consensus.tx.Transaction;
import carnet.crypto.hash.Hash;
import carnet.node.model.Illegal;
import carnet.node.model.Model;
import carnet.node.model.ModelBlock;
import carnet.storage.chain.ChainReader;
import carnet.storage.chain.StoredMeta;
import carnet.storage.chain.TransactionPlace;
import carnet.storage.kv.Column;
import carnet.storage.kv.Entry;
import carnet.storage.kv.KeyValueStore;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What must hold of the rows on a node's disk, whenever one looks. */
final class DiskChecks {
    private final Model model;
    private final Tally tally;

    DiskChecks(Model model, Tally tally) {
        this.model = model;
        this.tally = tally;
    }

    /** Every block of the best chain is lawful by the second implementation of the rules. Returns the head. */
    ModelBlock bestChainIsLawful(Machine machine) {
        ChainReader reader = machine.disk();
        tally.add(Count.CHECKS);
        Deque<Block> unknown = new ArrayDeque<>();
        Hash hash = reader.head();
        while (hash != null && model.get(hash) == null) {
            Block block = reader.block(hash);
            if (block == null) {
                throw violation("best chain is lawful", machine, "no body for " + hash.shortHex());
            }
            unknown.push(block);
            hash = block.header().previousHash();
        }
        ModelBlock head = hash == null ? null : model.get(hash);
        for (Block block : unknown) {
            try {
                head = model.add(block);
            } catch (Illegal e) {
                throw new Violation(
                        "best chain is lawful",
                        machine.name() + " took block " + block.hash().shortHex() + " against: " + e.getMessage());
            }
        }
        return head == null ? model.first() : head;
    }

    /** The rows of the ledger are what a replay from block 0 gives. */
    void stateIsReplay(Machine machine) {
        ModelBlock head = bestChainIsLawful(machine);
        ChainReader reader = machine.disk();
        if (reader.head() == null) {
            return;
        }
        tally.add(Count.CHECKS);
        StoredMeta meta = reader.meta(head.hash());
        require(
                meta != null && meta.executed() && meta.meta().state().equals(head.commitment()),
                "state is the replay's",
                machine,
                "another commitment at the head");
        requireSame("state is the replay's", machine, rows(machine.rows(), Column.STATE), head.state());
    }

    /** Taking back blocks by their undo rows gives the states before them. */
    void undoIsIdentity(Machine machine, int blocks) {
        ModelBlock head = bestChainIsLawful(machine);
        tally.add(Count.CHECKS);
        ChainReader reader = machine.disk();
        NavigableMap<byte[], byte[]> rows = rows(machine.rows(), Column.STATE);
        ModelBlock parent = head.parent();
        for (int i = 0; i < blocks && parent != null; i++) {
            Delta undo = reader.undo(head.hash());
            if (undo == null) {
                throw violation("undo is identity", machine, "no undo row at height " + head.height());
            }
            undo.changes().forEach((key, change) -> {
                byte[] value = change.value();
                if (value == null) {
                    rows.remove(key.bytes());
                } else {
                    rows.put(key.bytes(), value);
                }
            });
            requireSame("undo is identity", machine, rows, parent.state());
            head = parent;
            parent = head.parent();
        }
    }

    /** The indexes name every block and every transaction of the best chain, once, and nothing else. */
    void indexesAreExact(Machine machine) {
        ModelBlock head = bestChainIsLawful(machine);
        tally.add(Count.CHECKS);
        ChainReader reader = machine.disk();
        if (reader.head() == null) {
            return;
        }
        long heights = 0;
        long transactions = 0;
        for (ModelBlock block = head; block != null; block = block.parent()) {
            heights++;
            require(
                    block.hash().equals(reader.hashAt(block.height())),
                    "indexes are exact",
                    machine,
                    "wrong block at height " + block.height());
            Block body = block.block();
            int index = 1;
            for (Transaction transaction : body == null ? List.<Transaction>of() : body.transactions()) {
                transactions++;
                require(
                        new TransactionPlace(block.hash(), index++).equals(reader.place(transaction.id())),
                        "indexes are exact",
                        machine,
                        "wrong place of " + transaction);
            }
        }
        require(
                heights == rows(machine.rows(), Column.MAIN_CHAIN).size()
                        && transactions == rows(machine.rows(), Column.TX_INDEX).size(),
                "indexes are exact",
                machine,
                "rows that no block asks for");
    }

    /** Returns a copy of a whole column. */
    static NavigableMap<byte[], byte[]> rows(KeyValueStore store, Column column) {
        NavigableMap<byte[], byte[]> rows = new TreeMap<>(Arrays::compareUnsigned);
        byte[] from = {0};
        while (true) {
            int before = rows.size();
            for (Entry entry : store.scan(column, from, null, KeyValueStore.MAX_SCAN_ROWS)) {
                rows.put(entry.key(), entry.value());
                from = Arrays.copyOf(entry.key(), entry.key().length + 1);
            }
            if (rows.size() - before < KeyValueStore.MAX_SCAN_ROWS) {
                return rows;
            }
        }
    }

    private static void requireSame(
            String invariant,
            Machine machine,
            NavigableMap<byte[], byte[]> actual,
            NavigableMap<byte[], byte[]> expected) {
        Iterator<Map.Entry<byte[], byte[]>> others = expected.entrySet().iterator();
        for (Map.Entry<byte[], byte[]> row : actual.entrySet()) {
            Map.Entry<byte[], byte[]> other = others.hasNext() ? others.next() : null;
            boolean same = other != null
                    && Arrays.equals(row.getKey(), other.getKey())
                    && Arrays.equals(row.getValue(), other.getValue());
            require(same, invariant, machine, "row " + HexFormat.of().formatHex(row.getKey()));
        }
        require(!others.hasNext(), invariant, machine, "a row is missing");
    }

    private static void require(boolean holds, String invariant, Machine machine, String detail) {
        if (!holds) {
            throw violation(invariant, machine, detail);
        }
    }

    private static Violation violation(String invariant, Machine machine, String detail) {
        return new Violation(invariant, machine.name() + ": " + detail);
    }
}
