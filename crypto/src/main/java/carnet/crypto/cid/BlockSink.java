package carnet.crypto.cid;

import java.io.IOException;

/** Takes the blocks of a file's tree in the order in which they come into being: children before parents. */
@FunctionalInterface
public interface BlockSink {
    /**
     * Takes one block. The same block comes again where the file repeats itself.
     *
     * @param block the bytes that {@code cid} names; the receiver may keep the array
     * @throws IOException when the block could not be kept
     */
    void accept(Cid cid, byte[] block) throws IOException;
}
