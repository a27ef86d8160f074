package carnet.node.sim;

import carnet.crypto.sign.NodeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The connections between all peers. Harsher than the real ones, where TCP keeps order and loses nothing while it lasts:
 * here single messages are lost, doubled and overtaken. Calls reach a peer in the order up, bytes, down.
 */
final class Links {
    private static final long DIAL_EVERY_MILLIS = 500;
    private static final long IDLE_MILLIS = 30_000;
    private static final long REDIAL_MILLIS = 2_000;

    private final Timeline timeline;
    private final Dice dice;
    private final Wires wires;
    private final Tally tally;
    private final List<Peer> peers = new ArrayList<>();
    private final Map<NodeId, Integer> indexes = new HashMap<>();
    private final List<Ending> endings = new ArrayList<>();
    private final Side[][] sides;
    private final long banMillis;
    private Faults faults;
    private int epochs;

    /** What one peer knows of its connection to another. */
    private static final class Side {
        private boolean up;
        private int epoch;
        private long dialAfterMillis;
        private long sent;
        private long arrived;
    }

    /** Learns that one side of a connection ended. */
    interface Ending {
        void onEnd(int at, int peer);
    }

    Links(Timeline timeline, Dice dice, Wires wires, Tally tally, Faults faults) {
        this.timeline = timeline;
        this.dice = dice;
        this.wires = wires;
        this.tally = tally;
        this.faults = faults;
        this.banMillis = dice.between(20_000, 120_000);
        this.sides = new Side[wires.peers()][wires.peers()];
        for (Side[] row : sides) {
            for (int i = 0; i < row.length; i++) {
                row[i] = new Side();
            }
        }
    }

    void join(Peer peer) {
        indexes.put(peer.id(), peers.size());
        peers.add(peer);
    }

    void onEnd(Ending ending) {
        endings.add(ending);
    }

    /** Dials wherever a connection is missing, from now on for ever. */
    void start() {
        dialAll();
        timeline.after(DIAL_EVERY_MILLIS, this::start);
    }

    /** Lets messages fare as these faults say. */
    void use(Faults other) {
        faults = other;
    }

    Peer peer(int index) {
        return peers.get(index);
    }

    /** Returns a peer's number, or -1 for a name that nobody has. */
    int indexOf(NodeId id) {
        return indexes.getOrDefault(id, -1);
    }

    boolean isUp(int at, int peer) {
        return sides[at][peer].up;
    }

    void send(int from, int to, byte[] payload) {
        Side side = sides[from][to];
        tally.add(Count.MESSAGES);
        if (!side.up) {
            tally.add(Count.LOST);
            return;
        }
        long number = ++side.sent;
        int copies = 1;
        if (dice.chance(faults.duplicate())) {
            tally.add(Count.DUPLICATED);
            copies++;
        }
        int epoch = side.epoch;
        for (int i = 0; i < copies; i++) {
            if (wires.isDead(from, to) || dice.chance(faults.drop())) {
                tally.add(Count.LOST);
            } else {
                timeline.after(delayMillis(), () -> arrive(from, to, epoch, number, payload));
            }
        }
    }

    /** Ends a connection from one side; the other learns of it when the wire lets it. */
    void close(int at, int peer) {
        if (!sides[at][peer].up) {
            return;
        }
        int epoch = sides[at][peer].epoch;
        end(at, peer);
        sides[at][peer].dialAfterMillis = timeline.nowMillis() + REDIAL_MILLIS;
        timeline.after(dice.between(0, 50), () -> {
            if (!wires.isDead(at, peer) && sides[peer][at].epoch == epoch) {
                end(peer, at);
            }
        });
    }

    /** Ends a connection and keeps it ended for a while. */
    void ban(int at, int peer) {
        close(at, peer);
        sides[at][peer].dialAfterMillis = timeline.nowMillis() + banMillis;
    }

    /** A process is gone: its own side vanishes, the others notice sooner or later. */
    void lose(int gone) {
        for (int i = 0; i < peers.size(); i++) {
            int other = i;
            sides[gone][other].up = false;
            int epoch = sides[other][gone].epoch;
            long noticed = dice.chance(0.7) ? dice.between(1, 300) : IDLE_MILLIS;
            timeline.after(noticed, () -> {
                if (sides[other][gone].epoch == epoch) {
                    end(other, gone);
                }
            });
        }
    }

    private void arrive(int from, int to, int epoch, long number, byte[] payload) {
        Side side = sides[to][from];
        if (!side.up
                || side.epoch != epoch
                || wires.isDead(from, to)
                || !peers.get(to).isRunning()) {
            tally.add(Count.LOST);
            return;
        }
        if (number < side.arrived) {
            tally.add(Count.REORDERED);
        }
        side.arrived = Math.max(side.arrived, number);
        peers.get(to).onBytes(peers.get(from).id(), payload);
    }

    private long delayMillis() {
        long delay = 1 + dice.exponentialMillis(2);
        return dice.chance(faults.slow()) ? delay + dice.exponentialMillis(faults.slowMeanMillis()) : delay;
    }

    private void dialAll() {
        for (int i = 0; i < peers.size(); i++) {
            for (int j = i + 1; j < peers.size(); j++) {
                hangUpWhenIdle(i, j);
                hangUpWhenIdle(j, i);
                if (canConnect(i, j)) {
                    connect(i, j);
                }
            }
        }
    }

    private void hangUpWhenIdle(int at, int peer) {
        if (sides[at][peer].up && wires.deadMillis(peer, at) >= IDLE_MILLIS) {
            end(at, peer);
        }
    }

    private boolean canConnect(int i, int j) {
        long now = timeline.nowMillis();
        return peers.get(i).isRunning()
                && peers.get(j).isRunning()
                && !(sides[i][j].up && sides[j][i].up)
                && !wires.isDead(i, j)
                && !wires.isDead(j, i)
                && sides[i][j].dialAfterMillis <= now
                && sides[j][i].dialAfterMillis <= now;
    }

    private void connect(int i, int j) {
        end(i, j);
        end(j, i);
        epochs++;
        for (Side side : new Side[] {sides[i][j], sides[j][i]}) {
            side.up = true;
            side.epoch = epochs;
            side.sent = 0;
            side.arrived = 0;
        }
        peers.get(i).onUp(peers.get(j).id());
        peers.get(j).onUp(peers.get(i).id());
    }

    private void end(int at, int peer) {
        if (sides[at][peer].up) {
            sides[at][peer].up = false;
            endings.forEach(ending -> ending.onEnd(at, peer));
            peers.get(at).onDown(peers.get(peer).id());
        }
    }
}
