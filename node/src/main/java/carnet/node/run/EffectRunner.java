package carnet.node.run;

import carnet.node.core.Effects;
import carnet.node.core.Event;
import carnet.storage.kv.Durability;
import carnet.storage.kv.KeyValueStore;

/**
 * Runs effects in the one safe order: commit to disk, then send, then mine, then publish. The production node and the
 * simulator both run this class; what differs is behind its ports.
 */
public final class EffectRunner {
    private final KeyValueStore store;
    private final Network network;
    private final Miner miner;
    private final Publisher publisher;

    /** Runs effects on these ports. */
    public EffectRunner(KeyValueStore store, Network network, Miner miner, Publisher publisher) {
        this.store = store;
        this.network = network;
        this.miner = miner;
        this.publisher = publisher;
    }

    /**
     * Runs all effects of one drain. When the commit fails nothing else happens.
     *
     * @throws carnet.storage.kv.StoreFullException when the disk is full: the core that made the effects is ahead of the
     *     disk and must be made anew from it
     * @throws carnet.storage.kv.StoreFailedException when the disk failed: the process must end
     */
    public void run(Effects effects) {
        if (!effects.commit().isEmpty()) {
            store.write(effects.commit(), effects.isSynced() ? Durability.SYNCED : Durability.BUFFERED);
        }
        for (Effects.Outbound outbound : effects.outbound()) {
            if (outbound instanceof Effects.Outbound.Send send) {
                network.send(send.peer(), send.message());
            } else if (outbound instanceof Effects.Outbound.Fetch fetch) {
                network.fetch(fetch.peer(), fetch.cid(), fetch.maxBytes(), fetch.unnamed());
            } else if (outbound instanceof Effects.Outbound.Take take) {
                network.take(take.from(), take.cid(), take.bytes());
            } else if (outbound instanceof Effects.Outbound.Disconnect disconnect) {
                network.disconnect(disconnect.peer(), disconnect.reason(), disconnect.ban());
            }
        }
        if (effects.mining() instanceof Effects.Mining.Start start) {
            miner.start(start.job());
        } else if (effects.mining() instanceof Effects.Mining.Stop) {
            miner.stop();
        }
        for (Event event : effects.events()) {
            publisher.publish(event);
        }
    }
}
