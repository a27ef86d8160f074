package carnet.node.model;

import carnet.consensus.card.MemberCard;
import carnet.consensus.card.MemberRole;
import carnet.consensus.codec.ByteWriter;
import carnet.consensus.genesis.Genesis;
import carnet.consensus.tx.PutRecord;
import carnet.consensus.tx.RegisterMember;
import carnet.consensus.tx.Transaction;
import carnet.crypto.hash.Hash;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/** What the two transaction types do to one plain map of rows. */
final class ModelLedger {
    /** Most rows of ended windows that one block takes away. */
    private static final int MAX_ENDED = 8_192;

    private final Genesis genesis;
    private final Hash genesisHash;
    private final Map<Hash, Boolean> signatures = new HashMap<>();

    ModelLedger(Genesis genesis) {
        this.genesis = genesis;
        this.genesisHash = genesis.hash();
    }

    NavigableMap<byte[], byte[]> first() {
        NavigableMap<byte[], byte[]> rows = ModelBlock.rows();
        ByteWriter policy = new ByteWriter();
        genesis.policy().write(policy);
        rows.put(new byte[] {'p'}, policy.toBytes());
        for (MemberCard registrar : genesis.policy().registrars()) {
            rows.put(key('m', registrar.key().bytes()), member(registrar, 0));
        }
        return rows;
    }

    /** Takes away the rows of windows that ended before a block's time. */
    void removeEnded(NavigableMap<byte[], byte[]> rows, long timestampMillis) {
        byte[] to = key('x', number(timestampMillis));
        List<byte[]> ended = rows.subMap(new byte[] {'x'}, true, to, false).keySet().stream()
                .limit(MAX_ENDED)
                .toList();
        ended.forEach(rows::remove);
    }

    void execute(NavigableMap<byte[], byte[]> rows, Transaction transaction, long height, long timestampMillis)
            throws Illegal {
        check(rows, transaction, timestampMillis);
        byte[] sender = transaction.sender().bytes();
        if (transaction.payload() instanceof RegisterMember register) {
            rows.put(key('m', register.card().key().bytes()), member(register.card(), height));
        } else if (transaction.payload() instanceof PutRecord put) {
            ByteWriter value = new ByteWriter();
            put.write(value);
            value.raw(transaction.id().bytes())
                    .raw(number(transaction.validFromMillis()))
                    .raw(number(height))
                    .raw(number(timestampMillis));
            rows.put(key('r', sender, put.hashId().bytes()), value.toBytes());
            rows.put(key('c', put.payloadCid().bytes()), sender);
            rows.put(key('c', put.keyBoxCid().bytes()), sender);
        }
        rows.put(executed(transaction), new byte[0]);
    }

    /** Refuses a transaction that may not stand in a block of this time on this state. */
    void check(NavigableMap<byte[], byte[]> rows, Transaction transaction, long timestampMillis) throws Illegal {
        long from = transaction.validFromMillis();
        long until = transaction.validUntilMillis();
        require(transaction.genesis().equals(genesisHash), "transaction's network");
        require(until >= from && until - from <= genesis.policy().parameters().maxValidityMillis(), "window");
        require(from <= timestampMillis, "valid from");
        require(timestampMillis <= until, "valid until");
        require(!rows.containsKey(executed(transaction)), "executed once");
        require(
                signatures.computeIfAbsent(transaction.fullHash(), hash -> transaction.signatureHolds()),
                "transaction signature");
        if (transaction.payload() instanceof RegisterMember register) {
            MemberCard card = register.card();
            boolean registrar = genesis.policy().registrars().stream()
                    .anyMatch(r ->
                            r.key().equals(transaction.sender()) && r.domain().equals(card.domain()));
            require(registrar, "registrar");
            require(card.role() == MemberRole.MEMBER, "role");
            require(!rows.containsKey(key('m', card.key().bytes())), "member is new");
            require(card.signatureHolds(), "card signature");
        } else if (transaction.payload() instanceof PutRecord put) {
            byte[] sender = transaction.sender().bytes();
            require(rows.containsKey(key('m', sender)), "sender is a member");
            require(put.sizeClass() <= genesis.policy().parameters().maxRecordSizeClass(), "size class");
            require(!rows.containsKey(key('r', sender, put.hashId().bytes())), "record is new");
            for (byte[] cid : List.of(put.payloadCid().bytes(), put.keyBoxCid().bytes())) {
                byte[] owner = rows.get(key('c', cid));
                require(owner == null || Arrays.equals(owner, sender), "content is the sender's");
            }
        }
    }

    private static byte[] member(MemberCard card, long height) {
        ByteWriter out = new ByteWriter();
        card.write(out);
        return out.raw(number(height)).toBytes();
    }

    private static byte[] executed(Transaction transaction) {
        return key('x', number(transaction.validUntilMillis()), transaction.id().bytes());
    }

    private static byte[] key(char table, byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(table);
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] number(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    private static void require(boolean holds, String rule) throws Illegal {
        if (!holds) {
            throw new Illegal(rule);
        }
    }
}
