package carnet.storage.content;

import carnet.crypto.cid.Cid;

/**
 * Learns of a block whose bytes on the disk are not what was stored. The store has forgotten the block already and
 * names it among the {@link ContentStore#lost} ones, so it may be fetched again and put. Called by the thread that read the block; may be called by several at once.
 */
@FunctionalInterface
public interface DamageListener {
    /** The block is lost here. */
    void onDamage(Cid cid);
}
