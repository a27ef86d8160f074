package carnet.storage.content;

import carnet.crypto.cid.Cid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Blocks of bytes by content identifier: the only door through which record data reaches and leaves the disk, so bytes
 * that do not hash to their identifier pass in neither direction. Blocks are equal when their digests are, whatever the
 * codec. All methods may be called by several threads at once.
 *
 * <p>Every method throws {@link carnet.storage.kv.StoreException} when the disk does not do its part, and
 * {@link IllegalStateException} after {@link #close()}.
 */
public interface ContentStore extends AutoCloseable {
    /** Longest block: the 1 MiB chunks of the larger layout profile and any inner node stay well below. */
    int MAX_BLOCK_BYTES = 2 << 20;

    /**
     * Stores a block. It can be read at once; it survives a power cut after the next {@link #sync()}.
     *
     * @throws IllegalArgumentException for more than {@link #MAX_BLOCK_BYTES}
     * @throws carnet.storage.kv.StoreFullException when the disk is full: nothing was stored, reads go on
     */
    PutOutcome put(Cid cid, byte[] bytes);

    /** Returns whether the block is here. */
    boolean has(Cid cid);

    /** Returns whether the block is here and survives a power cut: whoever is told that it is held relies on it. */
    boolean isDurable(Cid cid);

    /** Returns the block's length in bytes without reading it, or -1 when it is not here. */
    int sizeOf(Cid cid);

    /**
     * Returns the block after checking its hash, or null when it is not here. A damaged block is forgotten, reported to
     * the {@link DamageListener} and not here.
     *
     * @throws carnet.storage.kv.StoreFullException when the disk is too full to note that the block is damaged
     */
    byte @Nullable [] get(Cid cid);

    /**
     * Returns the block for somebody who compares its hash anyway, such as a peer. Here only the checksum is compared that
     * was written with it, which finds what a disk does to bytes and costs a fraction of the hash. Else as
     * {@link #get}, but that a damaged block is just not here while the disk is too full to note it.
     */
    byte @Nullable [] getForPeer(Cid cid);

    /**
     * Forgets a block and overwrites its bytes; after the next {@link #sync()} they cannot come back. What an SD card or
     * file system keeps of overwritten bytes is out of reach.
     *
     * @return whether the block was here
     */
    boolean remove(Cid cid);

    /**
     * Returns when everything that was put or removed before the call is durable. Callers at the same time share one
     * flush of the disk.
     *
     * @throws carnet.storage.kv.StoreFailedException when the disk failed: nothing may be acknowledged any more, the
     *     process must end
     */
    void sync();

    /**
     * Returns blocks that were forgotten because they were damaged and have been neither put nor removed since, in the
     * order of their digests, from just after {@code previous} (null: the first). Restarts do not change the list.
     */
    List<Cid> lost(@Nullable Cid previous, int limit);

    /** Returns whether the disk has room for another block, beside what the chain needs to go on. */
    boolean hasRoom();

    /** Returns the sum of the lengths of all blocks here. */
    long storedBytes();

    /**
     * Reads blocks and checks their hashes, going on where the last call stopped, until at least {@code maxBytes} bytes
     * are read or the end is reached; after the end it starts over.
     *
     * @throws IllegalArgumentException unless {@code maxBytes} is positive
     */
    ScrubReport scrub(long maxBytes);

    /** Syncs and ends the use of the store. Closing twice does nothing. */
    @Override
    void close();
}
