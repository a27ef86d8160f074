package carnet.node.service;

import carnet.consensus.tx.Transaction;
import carnet.crypto.cid.Cid;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import carnet.node.core.Misbehaviour;
import carnet.node.run.Network;
import carnet.node.wire.Message;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A network whose other nodes answer nothing; it remembers which transactions they were sent. */
final class Outbox implements Network {
    private final Set<Transaction> told = ConcurrentHashMap.newKeySet();
    private final Set<Hash> named = ConcurrentHashMap.newKeySet();

    /** Returns whether a peer was sent this transaction as a whole. */
    boolean told(Transaction transaction) {
        return told.contains(transaction);
    }

    /** Returns whether a peer was sent this transaction's name. */
    boolean named(Transaction transaction) {
        return named.contains(transaction.id());
    }

    @Override
    public void send(NodeId peer, Message message) {
        if (message instanceof Message.NewTransactions names) {
            named.addAll(names.ids());
        }
        if (message instanceof Message.Parcels whole) {
            whole.parcels().forEach(parcel -> told.add(parcel.transaction()));
        }
    }

    @Override
    public void fetch(NodeId peer, Cid cid, int maxBytes, boolean unnamed) {}

    @Override
    public void take(NodeId from, Cid cid, byte[] bytes) {}

    @Override
    public void disconnect(NodeId peer, Misbehaviour reason, boolean ban) {}
}
