package carnet.node.sim;

import carnet.crypto.cid.Cid;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The links that carry chunks: each node has one wire, and each request gets exactly one answer. */
final class Bulk {
    private static final long TIMEOUT_MILLIS = 30_000;

    private final Timeline timeline;
    private final Dice dice;
    private final Wires wires;
    private final Links links;
    private final Tally tally;
    private final List<Uplink> uplinks = new ArrayList<>();
    private final List<Request> open = new ArrayList<>();
    private Faults faults;
    private long nextId;

    /** What came of a request. */
    sealed interface Answer {
        /** Bytes that nobody has checked yet. */
        record Bytes(byte[] bytes) implements Answer {}

        /** The peer says it has no such chunk. */
        record None() implements Answer {}

        /** No answer: the connection ended, or time was up. */
        record Lost() implements Answer {}
    }

    private record Request(long id, int from, int to, Consumer<Answer> onAnswer) {}

    Bulk(Timeline timeline, Dice dice, Wires wires, Links links, Tally tally, Faults faults) {
        this.timeline = timeline;
        this.dice = dice;
        this.wires = wires;
        this.links = links;
        this.tally = tally;
        this.faults = faults;
        links.onEnd(this::loseAll);
        for (int i = 0; i < wires.peers(); i++) {
            uplinks.add(new Uplink(timeline));
        }
    }

    /** Lets requests fare as these faults say. */
    void use(Faults other) {
        faults = other;
    }

    void fetch(int from, int to, Cid cid, int maxBytes, Consumer<Answer> onAnswer) {
        tally.add(Count.CHUNK_REQUESTS);
        Request request = new Request(nextId++, from, to, onAnswer);
        open.add(request);
        if (to < 0 || !links.isUp(from, to)) {
            timeline.after(1, () -> answer(request, new Answer.Lost()));
            return;
        }
        timeline.after(TIMEOUT_MILLIS, () -> answer(request, new Answer.Lost()));
        if (wires.isDead(from, to) || dice.chance(faults.bulkLoss())) {
            return;
        }
        timeline.after(1 + dice.exponentialMillis(3), () -> serve(request, cid, maxBytes));
    }

    /** Returns how many bytes of chunks a node has sent. */
    long sentBytes(int node) {
        return uplinks.get(node).sentBytes();
    }

    /** A process is gone, and with it everything it waited for. */
    void lose(int gone) {
        open.removeIf(request -> request.from() == gone);
    }

    private void serve(Request request, Cid cid, int maxBytes) {
        Peer peer = links.peer(request.to());
        if (!peer.isRunning() || wires.isDead(request.to(), request.from())) {
            return;
        }
        byte[] bytes = peer.serve(cid);
        if (bytes == null) {
            timeline.after(1, () -> answer(request, new Answer.None()));
        } else if (bytes.length > maxBytes) {
            timeline.after(1, () -> answer(request, new Answer.Lost()));
        } else {
            uplinks.get(request.to())
                    .send(
                            request.from(),
                            bytes.length,
                            () -> timeline.after(
                                    1 + dice.exponentialMillis(2), () -> answer(request, new Answer.Bytes(bytes))));
        }
    }

    private void answer(Request request, Answer answer) {
        if (open.removeIf(other -> other.id() == request.id())) {
            if (!(answer instanceof Answer.Bytes)) {
                tally.add(Count.CHUNK_FAILURES);
            }
            request.onAnswer().accept(answer);
        }
    }

    private void loseAll(int at, int peer) {
        for (Request request : List.copyOf(open)) {
            if (request.from() == at && request.to() == peer) {
                answer(request, new Answer.Lost());
            }
        }
    }
}
