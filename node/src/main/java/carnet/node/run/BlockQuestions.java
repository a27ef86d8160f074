package carnet.node.run;

import carnet.node.wire.BlockRequest;
import carnet.node.wire.Message;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** The blocks, and parts of blocks, that one peer was asked for and did not send yet. Any thread may use it. */
public final class BlockQuestions {
    /** Those that are remembered: many times what is asked for at once. */
    private static final int MOST = 256;

    private final Set<BlockRequest> open = new LinkedHashSet<>();

    /** A message is about to be sent; it may ask for something. */
    public synchronized void ask(Message question) {
        for (BlockRequest request : BlockRequest.of(question)) {
            open.remove(request);
            open.add(request);
        }
        Iterator<BlockRequest> oldestFirst = open.iterator();
        while (open.size() > MOST) {
            oldestFirst.next();
            oldestFirst.remove();
        }
    }

    /** Returns whether this was asked for and did not come; it counts as come from now on. */
    public synchronized boolean answer(BlockRequest request) {
        return open.remove(request);
    }
}
