package carnet.node.sim;

import carnet.crypto.hash.Hash;
import carnet.node.core.Event;
import carnet.node.core.Misbehaviour;
import carnet.node.model.ModelBlock;
import carnet.node.wire.Message;
import carnet.node.wire.MessageCodec;
import carnet.storage.kv.Batch;
import carnet.storage.kv.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Sees everything that machines do, counts it, and holds it against what must hold at that moment. */
final class Lookout implements Watch {
    private static final long MINUTE_MILLIS = 60_000;

    /** Far more messages than a node sends in any lawful minute of these runs: two nodes ask each other in a circle. */
    private static final int STORM = 2_000;

    private final Timeline timeline;
    private final Tally tally;
    private final Checks checks;
    private final Clients clients;
    private final long driftMillis;
    private final boolean orderly;
    private final Set<Hash> stored = new HashSet<>();
    private final List<Set<Hash>> heads = new ArrayList<>();
    private final int[] sentThisMinute;
    private long minute;
    private long lastActivityMillis;
    private String lastActivity = "nothing";

    /** Looks on; {@code orderly} is whether each message comes once and in time. */
    Lookout(
            Timeline timeline,
            Tally tally,
            Checks checks,
            Clients clients,
            long driftMillis,
            boolean orderly,
            int nodes) {
        this.timeline = timeline;
        this.tally = tally;
        this.checks = checks;
        this.clients = clients;
        this.driftMillis = driftMillis;
        this.orderly = orderly;
        this.sentThisMinute = new int[nodes];
        for (int i = 0; i < nodes; i++) {
            heads.add(new HashSet<>());
        }
    }

    /** Nothing but statuses has been seen since a moment. */
    void requireSilenceSince(long millis) {
        tally.add(Count.CHECKS);
        if (lastActivityMillis > millis) {
            throw new Violation("silence when all is done", lastActivity);
        }
    }

    /** Returns how many different blocks any node has stored, on whatever branch. */
    int storedBlocks() {
        return stored.size();
    }

    @Override
    public void onStarted(Machine machine) {
        tally.add(Count.RESTARTS);
        checks.afterStart(machine);
    }

    @Override
    public void onCommit(Machine machine, Batch batch) {
        for (Batch.Change change : batch) {
            if (change instanceof Batch.Put put && put.column() == Column.BLOCKS) {
                stored.add(Hash.of(put.key()));
            }
        }
        active(machine, "a commit of " + batch.size() + " rows");
    }

    @Override
    public void onSend(Machine machine, Message message, int sizeBytes) {
        if (sizeBytes > MessageCodec.MAX_BYTES) {
            throw new Violation("limits are kept", machine.name() + " sent " + sizeBytes + " bytes");
        }
        countSent(machine);
        if (!(message instanceof Message.Status)) {
            active(machine, message.getClass().getSimpleName());
        }
    }

    @Override
    public void onMining(Machine machine) {
        active(machine, "mining");
    }

    @Override
    public void onEvent(Machine machine, Event event) {
        clients.onEvent(machine, event);
        if (event instanceof Event.HeadChanged changed) {
            if (changed.undone() > 0) {
                tally.reorganized(changed.undone());
                checks.afterReorganization(machine);
            }
            headIsNotFromTheFuture(machine, checks.disk().bestChainIsLawful(machine));
        } else if (event instanceof Event.RecordHeld) {
            tally.add(Count.RECORDS_HELD);
        } else if (event instanceof Event.Dropped) {
            tally.add(Count.DROPPED);
        }
    }

    @Override
    public void onDisconnect(Machine machine, Peer peer, Misbehaviour reason, boolean ban) {
        if (ban && peer.isHonest()) {
            throw new Violation("honest nodes never ban each other", machine.name() + " banned a peer for " + reason);
        }
        tally.add(Count.HOSTILE_BANS, ban ? 1 : 0);
    }

    @Override
    public void onUnasked(Machine machine, Peer from) {
        if (orderly && from.isHonest()) {
            throw new Violation("honest nodes send blocks that they are asked for", machine.name() + " had not asked");
        }
    }

    @Override
    public void onUndecodable(Machine machine, Peer from, String why) {
        if (from.isHonest()) {
            throw new Violation("honest messages decode", machine.name() + ": " + why);
        }
    }

    /** Looks only at the first time: a node whose clock was ahead may come back to what it took then. */
    private void headIsNotFromTheFuture(Machine machine, ModelBlock head) {
        long aheadMillis = head.timestampMillis() - machine.clock().nowMillis();
        if (heads.get(machine.index()).add(head.hash()) && aheadMillis > driftMillis) {
            throw new Violation("no block from the future", machine.name() + " took one, " + aheadMillis + " ms");
        }
    }

    private void countSent(Machine machine) {
        if (timeline.nowMillis() / MINUTE_MILLIS != minute) {
            minute = timeline.nowMillis() / MINUTE_MILLIS;
            Arrays.fill(sentThisMinute, 0);
        }
        int sent = ++sentThisMinute[machine.index()];
        tally.sentInOneMinute(sent);
        if (sent > STORM) {
            throw new Violation("no storm of messages", machine.name() + " sent " + sent + " within a minute");
        }
    }

    private void active(Machine machine, String what) {
        lastActivityMillis = timeline.nowMillis();
        lastActivity = machine.name() + ": " + what;
    }
}
