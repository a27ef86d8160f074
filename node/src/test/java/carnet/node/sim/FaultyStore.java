package carnet.node.sim;

import carnet.storage.kv.Batch;
import carnet.storage.kv.Durability;
import carnet.storage.kv.KeyValueStore;
import carnet.storage.kv.StoreFullException;

/** A store on a disk that may be full, in a machine whose power may fail. */
final class FaultyStore extends ForwardingStore {
    private final Mishaps mishaps;

    FaultyStore(KeyValueStore disk, Mishaps mishaps) {
        super(disk);
        this.mishaps = mishaps;
    }

    @Override
    public void write(Batch batch, Durability durability) {
        mishaps.pass(KillPoint.BEFORE_COMMIT);
        if (mishaps.refusesWrite()) {
            throw new StoreFullException("no space left on the simulated disk");
        }
        super.write(batch, durability);
        mishaps.pass(KillPoint.AFTER_COMMIT);
    }
}
