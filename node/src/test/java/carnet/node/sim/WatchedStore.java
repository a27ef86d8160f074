package carnet.node.sim;

import carnet.storage.kv.Batch;
import carnet.storage.kv.Durability;
import carnet.storage.kv.KeyValueStore;

/** A store whose writes are traced and seen. */
final class WatchedStore extends ForwardingStore {
    private final Surroundings world;
    private final Machine machine;

    WatchedStore(KeyValueStore store, Surroundings world, Machine machine) {
        super(store);
        this.world = world;
        this.machine = machine;
    }

    @Override
    public void write(Batch batch, Durability durability) {
        for (Batch.Change change : batch) {
            String what = change instanceof Batch.Put ? "put " : "delete ";
            world.trace().add(machine.index(), what + change.column(), change.key(), () -> "");
            if (change instanceof Batch.Put put) {
                world.trace().add(machine.index(), "value", put.value(), () -> put.value().length + " bytes");
            }
        }
        world.watch().onCommit(machine, batch);
        super.write(batch, durability);
    }
}
