package carnet.node.core;

import carnet.crypto.cid.Cid;
import carnet.crypto.sign.NodeId;
import carnet.node.wire.Message;
import carnet.storage.chain.ChainWriter;
import carnet.storage.kv.Batch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one drain of events asks for: four lists that are run in this order. Nothing is sent, mined or published that is
 * not on the disk before.
 */
public final class Effects {
    private final Batch commit = new Batch();
    private final ChainWriter writer = new ChainWriter(commit);
    private final List<Outbound> outbound = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private boolean synced;
    private boolean drainEnded;
    private @Nullable Mining mining;

    /** What goes to the network. */
    public sealed interface Outbound {
        /** A message to one peer. */
        record Send(NodeId peer, Message message) implements Outbound {}

        /**
         * Asks a peer's bulk link for a chunk; the answer is {@code onChunkStored} or {@code onFetchFailed}.
         *
         * @param unnamed whether no record names it yet
         */
        record Fetch(NodeId peer, Cid cid, int maxBytes, boolean unnamed) implements Outbound {}

        /** Gives a chunk that came with its record the way of fetched ones; the answer is the same. */
        record Take(NodeId from, Cid cid, byte[] bytes) implements Outbound {}

        /** Ends the connection; {@code ban} keeps it ended for a while. */
        record Disconnect(NodeId peer, Misbehaviour reason, boolean ban) implements Outbound {}
    }

    /** What the miner does next. */
    public sealed interface Mining {
        /** Drops the job before and searches for this one. */
        record Start(MiningJob job) implements Mining {}

        /** Drops the job. */
        record Stop() implements Mining {}
    }

    /** The batch to write. */
    public Batch commit() {
        return commit;
    }

    /** Returns whether the batch must be on the disk before anything else happens. */
    public boolean isSynced() {
        return synced;
    }

    /** Messages, fetches and disconnects, in order. */
    public List<Outbound> outbound() {
        return Collections.unmodifiableList(outbound);
    }

    /** The last command to the miner, or null. */
    public @Nullable Mining mining() {
        return mining;
    }

    /** What to tell the outside world, in order. */
    public List<Event> events() {
        return Collections.unmodifiableList(events);
    }

    /**
     * Returns whether these effects must be run before the next event: the step changed rows that the core reads back.
     */
    public boolean isDrainEnded() {
        return drainEnded;
    }

    /** Returns whether there is nothing to run. */
    public boolean isEmpty() {
        return commit.isEmpty() && outbound.isEmpty() && mining == null && events.isEmpty();
    }

    ChainWriter write() {
        return writer;
    }

    void syncBeforeSending() {
        synced = true;
    }

    void endDrain() {
        drainEnded = true;
    }

    void send(NodeId peer, Message message) {
        outbound.add(new Outbound.Send(peer, message));
    }

    void fetch(NodeId peer, Cid cid, int maxBytes, boolean unnamed) {
        outbound.add(new Outbound.Fetch(peer, cid, maxBytes, unnamed));
    }

    void take(NodeId from, Cid cid, byte[] bytes) {
        outbound.add(new Outbound.Take(from, cid, bytes));
    }

    void disconnect(NodeId peer, Misbehaviour reason, boolean ban, String detail) {
        outbound.add(new Outbound.Disconnect(peer, reason, ban));
        events.add(new Event.PeerBlamed(peer, reason, detail));
    }

    void mine(Mining command) {
        mining = command;
    }

    void publish(Event event) {
        events.add(event);
    }
}
