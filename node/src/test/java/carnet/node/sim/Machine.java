package carnet.node.sim;

import carnet.consensus.codec.DecodeException;
import carnet.crypto.cid.Cid;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.SigningKey;
import carnet.node.core.CoreView;
import carnet.node.core.NodeCore;
import carnet.node.run.BlockQuestions;
import carnet.node.run.CoreDriver;
import carnet.node.wire.BlockRequest;
import carnet.node.wire.MessageDecoder;
import carnet.storage.chain.ChainReader;
import carnet.storage.content.ContentStore;
import carnet.storage.content.MemoryContentStore;
import carnet.storage.kv.KeyValueStore;
import carnet.storage.kv.MemoryStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An honest node's machine: disks that outlive crashes, a clock, and, while it runs, a process. */
final class Machine implements Peer {
    private final Surroundings world;
    private final int index;
    private final SigningKey key;
    private final NodeId id;
    private final Clock clock;
    private final Dice dice;
    private final Mishaps mishaps;
    private MemoryStore disk = new MemoryStore();
    private MemoryContentStore chunks = emptyChunks();
    private final Map<NodeId, BlockQuestions> questions = new HashMap<>();
    private @Nullable NodeProcess process;
    private int starts;

    Machine(Surroundings world, int index, SigningKey key, Clock clock, Dice dice) {
        this.world = world;
        this.index = index;
        this.key = key;
        this.id = NodeId.of(key.publicKey());
        this.clock = clock;
        this.dice = dice;
        this.mishaps = new Mishaps(world.tally());
    }

    /** Starts a process on what the disks hold. */
    void start() {
        if (process == null) {
            starts++;
            process = new NodeProcess(world, this, key, mishaps, dice.of("start " + starts));
            world.trace().add(index, "start", "");
            world.watch().onStarted(this);
            process.begin();
        }
    }

    /** Ends the process at once; a power cut takes what was not synced, in part or whole. */
    void crash(boolean powerCut) {
        NodeProcess ended = process;
        if (ended == null) {
            return;
        }
        process = null;
        questions.clear();
        ended.end();
        mishaps.arm(null);
        world.tally().add(Count.CRASHES);
        world.trace().add(index, "crash", powerCut ? "power cut" : "killed");
        world.links().lose(index);
        world.bulk().lose(index);
        if (powerCut) {
            disk.crash(dice.below(disk.unsyncedBatches() + 1));
            chunks.crash(dice.below(chunks.unsyncedBlocks() + 1));
        }
    }

    /** The disks are replaced by empty ones; the process must have ended. */
    void wipe() {
        if (process != null) {
            throw new IllegalStateException("disks are replaced while the machine is off");
        }
        disk = new MemoryStore();
        chunks = emptyChunks();
        world.trace().add(index, "wipe", "");
    }

    /** A client uploads a chunk for a record to come. */
    void upload(RecordFile.Chunk chunk) {
        NodeProcess running = process;
        if (running != null) {
            running.guard(() -> running.upload(chunk));
        }
    }

    /** A client uploads content, if any, and submits a transaction; nobody listens while the process is down. */
    void submit(Submission submission) {
        world.trace().add(index, "submit", submission.transaction().toString());
        NodeProcess running = process;
        if (running != null) {
            running.guard(() -> running.submit(submission));
        }
    }

    /** Returns what a peer was asked since this process started. */
    BlockQuestions questions(NodeId peer) {
        return questions.computeIfAbsent(peer, id -> new BlockQuestions());
    }

    void fetch(NodeId peer, Cid cid, int maxBytes) {
        NodeProcess asking = process;
        if (asking != null) {
            int to = world.links().indexOf(peer);
            world.bulk()
                    .fetch(index, to, cid, maxBytes, answer -> asking.guard(() -> asking.receive(peer, cid, answer)));
        }
    }

    void take(NodeId from, Cid cid, byte[] bytes) {
        NodeProcess taking = process;
        if (taking != null) {
            Runnable arrival = () -> taking.guard(() -> taking.receive(from, cid, new Bulk.Answer.Bytes(bytes)));
            world.timeline().after(0, arrival);
        }
    }

    void diskFull(boolean full) {
        mishaps.diskFull(full);
        NodeProcess running = process;
        if (!full && running != null) {
            running.guard(running::room);
        }
    }

    /** The process's loop stands still for so long; what comes waits. */
    void pause(long millis) {
        NodeProcess running = process;
        if (running != null) {
            running.pause(millis);
        }
    }

    /** The disk turns out to be full in the middle of a step, and has room again a second later. */
    void stumble() {
        NodeProcess running = process;
        if (running != null) {
            running.guard(running::stumble);
            world.timeline().after(1_000, () -> diskFull(false));
        }
    }

    Mishaps mishaps() {
        return mishaps;
    }

    Clock clock() {
        return clock;
    }

    int index() {
        return index;
    }

    String name() {
        return String.valueOf((char) ('A' + index));
    }

    /** Returns what is on the disk, past every part that may be wired wrongly. */
    ChainReader disk() {
        return new ChainReader(disk);
    }

    /** Returns the rows on the disk. */
    KeyValueStore rows() {
        return disk;
    }

    /** Returns the chunks on the disk. */
    ContentStore chunks() {
        return chunks;
    }

    /** Damages a stored block; the process finds it when it reads the block. */
    void damage(Cid cid) {
        chunks.flipBit(cid, 0);
        chunks.get(cid);
    }

    /** Returns what the process's wiring is put around. */
    MemoryStore rightStore() {
        return disk;
    }

    /** Returns a look at the core, when there is one. */
    Optional<CoreView> view() {
        NodeProcess running = process;
        return running == null ? Optional.empty() : running.view();
    }

    boolean isMining() {
        NodeProcess running = process;
        return running != null && running.isMining();
    }

    @Override
    public NodeId id() {
        return id;
    }

    @Override
    public boolean isRunning() {
        return process != null;
    }

    @Override
    public boolean isHonest() {
        return true;
    }

    @Override
    public void onUp(NodeId peer) {
        world.trace().add(index, "up", peer.digest().bytes(), peer::shortText);
        if (process != null) {
            process.enqueue(new CoreDriver.PeerUp(peer));
        }
    }

    @Override
    public void onDown(NodeId peer) {
        world.trace().add(index, "down", peer.digest().bytes(), peer::shortText);
        if (process != null) {
            process.enqueue(new CoreDriver.PeerDown(peer));
        }
    }

    @Override
    public void onBytes(NodeId from, byte[] payload) {
        world.trace().add(index, "receive", payload, from::shortText);
        NodeProcess running = process;
        if (running == null) {
            return;
        }
        int other = world.links().indexOf(from);
        try {
            MessageDecoder decoder = MessageDecoder.begin(payload);
            BlockRequest answered = decoder.answered();
            if (answered != null && !isAsked(from, answered, payload.length, running)) {
                return;
            }
            while (decoder.hasMore()) {
                decoder.next();
            }
            decoder.end().ifPresent(m -> running.enqueue(new NodeProcess.Received(from, m, payload.length)));
        } catch (DecodeException e) {
            world.watch().onUndecodable(this, world.links().peer(other), String.valueOf(e.getMessage()));
            world.links().close(index, other);
        }
    }

    private boolean isAsked(NodeId from, BlockRequest answered, int sizeBytes, NodeProcess running) {
        BlockQuestions.Outcome outcome = questions(from).answer(answered);
        if (outcome == BlockQuestions.Outcome.UNASKED) {
            world.watch().onUnasked(this, world.links().peer(world.links().indexOf(from)));
            running.enqueue(new NodeProcess.Unasked(from, sizeBytes));
        } else if (outcome == BlockQuestions.Outcome.MISCOUNTED) {
            running.enqueue(new NodeProcess.Miscounted(from, answered));
        }
        return outcome == BlockQuestions.Outcome.ASKED;
    }

    @Override
    public byte @Nullable [] serve(Cid cid) {
        return chunks.get(cid);
    }

    private MemoryContentStore emptyChunks() {
        return new MemoryContentStore(cid -> {
            world.trace().add(index, "damage", cid.toString());
            NodeProcess running = process;
            if (running != null) {
                running.enqueue(NodeCore::onBlockLost);
            }
        });
    }
}
