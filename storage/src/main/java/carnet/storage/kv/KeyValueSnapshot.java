package carnet.storage.kv;

/**
 * All rows as they were at one moment, whatever is written since. Replaced rows stay on the disk as long as a snapshot
 * needs them, so it is closed as soon as the reading is done.
 */
public interface KeyValueSnapshot extends KeyValueReader, AutoCloseable {
    /** Ends the use of the snapshot. Closing twice does nothing. */
    @Override
    void close();
}
