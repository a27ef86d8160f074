package carnet.cli.client;

/** Hears how far a transfer is. Called from several threads. */
public interface Progress {
    /** Hears nothing. */
    Progress NONE = (doneBytes, totalBytes) -> {};

    /** So many of so many bytes are done. */
    void at(long doneBytes, long totalBytes);
}
