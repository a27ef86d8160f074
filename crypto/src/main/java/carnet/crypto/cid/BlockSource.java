package carnet.crypto.cid;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where a reader looks for blocks. What it gives is not trusted: the reader checks it against the identifier. */
@FunctionalInterface
public interface BlockSource {
    /**
     * Returns the bytes kept under {@code cid}, or null where there are none.
     *
     * @throws IOException when looking failed
     */
    byte @Nullable [] get(Cid cid) throws IOException;
}
