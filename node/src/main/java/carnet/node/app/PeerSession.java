package carnet.node.app;

import carnet.node.wire.BlockRequest;
import carnet.node.wire.Message;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** One connection to a peer: whether what came over it is still taken, and what was asked over it. Any thread may use it. */
final class PeerSession {
    /** Blocks asked for and not answered that are remembered: many times what is asked for at once. */
    private static final int MOST_REQUESTS = 256;

    private final Set<BlockRequest> requests = new LinkedHashSet<>();
    private volatile boolean taken = true;

    boolean isTaken() {
        return taken;
    }

    void takeNoMore() {
        taken = false;
    }

    /** A question is about to be sent. */
    synchronized void ask(Message question) {
        for (BlockRequest request : BlockRequest.of(question)) {
            requests.remove(request);
            requests.add(request);
        }
        Iterator<BlockRequest> oldestFirst = requests.iterator();
        while (requests.size() > MOST_REQUESTS) {
            oldestFirst.next();
            oldestFirst.remove();
        }
    }

    /** Returns whether this was asked for and did not come; it counts as come from now on. */
    synchronized boolean answer(BlockRequest request) {
        return requests.remove(request);
    }
}
