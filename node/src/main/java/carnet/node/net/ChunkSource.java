package carnet.node.net;

import carnet.crypto.cid.Cid;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where chunks that peers ask for are read. Called from a few threads of the network that may block. */
@FunctionalInterface
public interface ChunkSource {
    /**
     * Returns the chunk's bytes as they were stored, or null when it is not here.
     *
     * @throws IOException when the disk fails; the peer is told to ask elsewhere
     */
    byte @Nullable [] read(Cid cid) throws IOException;
}
