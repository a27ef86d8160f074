package carnet.node.sim;

import carnet.crypto.cid.Cid;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.SigningKey;
import carnet.node.core.CoreView;
import carnet.node.core.Effects;
import carnet.node.core.FetchFailure;
import carnet.node.core.NodeCore;
import carnet.node.run.CoreDriver;
import carnet.node.run.EffectRunner;
import carnet.node.run.Publisher;
import carnet.node.service.StoredHoldings;
import carnet.node.wire.BlockRequest;
import carnet.node.wire.Message;
import carnet.storage.chain.ChainReader;
import carnet.storage.content.ContentStore;
import carnet.storage.content.PutOutcome;
import carnet.storage.kv.StoreFullException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** One life of a node's process: the production core, driver and runner, with virtual time between them. */
final class NodeProcess {
    /** Mean of the time that events wait for the loop, while the batch before is being synced. */
    private static final long LOOP_MEAN_MILLIS = 4;

    /** Chunks wait this long for others to be synced with. */
    private static final long CHUNK_SYNC_MILLIS = 5;

    /** As in the production loop: a clock that is set by more makes the core begin anew. */
    private static final long CLOCK_STEP_MILLIS = 1_000;

    private final Surroundings world;
    private final Machine machine;
    private final Dice dice;
    private final ContentStore content;
    private final VirtualMiner miner;
    private final Publisher publisher;
    private final CoreDriver driver;
    private final Queue<CoreDriver.Step> queue = new ArrayDeque<>();
    private final List<Runnable> unsynced = new ArrayList<>();
    private @Nullable NodeCore core;
    private boolean drainPlanned;
    private long tick;
    private long pausedUntilMillis;
    private long aheadMillis;
    private int cores;
    private boolean ended;

    /** A message on its way to the core. */
    record Received(NodeId from, Message message, int sizeBytes) implements CoreDriver.Step {
        @Override
        public void run(NodeCore core, long nowMillis, Effects fx) {
            core.onMessage(from, message, nowMillis, fx);
        }
    }

    /** That a block came, or a part of one, that the peer was not asked for. */
    record Unasked(NodeId from, int sizeBytes) implements CoreDriver.Step {
        @Override
        public void run(NodeCore core, long nowMillis, Effects fx) {
            core.onUnasked(from, sizeBytes, nowMillis, fx);
        }
    }

    /** That another number of a block's transactions came than the peer was asked for. */
    record Miscounted(NodeId from, BlockRequest answered) implements CoreDriver.Step {
        @Override
        public void run(NodeCore core, long nowMillis, Effects fx) {
            core.onMiscounted(from, answered, nowMillis, fx);
        }
    }

    /** A submission on its way to the core. */
    private record Submitted(Submission submission, boolean callersWait) implements CoreDriver.Step {
        @Override
        public void run(NodeCore core, long nowMillis, Effects fx) {
            core.onSubmit(submission.id(), submission.parcel(), callersWait, nowMillis, fx);
        }

        @Override
        public void abandon(Publisher publisher) {
            publisher.publish(CoreDriver.diskFull(submission.id()));
        }
    }

    NodeProcess(Surroundings world, Machine machine, SigningKey key, Mishaps mishaps, Dice dice) {
        this.world = world;
        this.machine = machine;
        this.dice = dice;
        this.content = new FaultyContent(world.wiring().content(machine.chunks()), mishaps);
        this.miner = new VirtualMiner(world.timeline(), dice.of("miner"), world.solveMeanMillis(), this::onNonce);
        Ports ports = new Ports(world, machine, miner, mishaps);
        this.publisher = world.wiring().publisher(ports);
        FaultyStore store = new FaultyStore(world.wiring().store(machine.rightStore()), mishaps);
        WatchedStore watched = new WatchedStore(store, world, machine);
        EffectRunner runner = new EffectRunner(watched, world.wiring().network(ports), ports, publisher);
        this.driver = new CoreDriver(
                () -> {
                    NodeCore made = new NodeCore(
                            world.genesis(),
                            key,
                            new ChainReader(store),
                            world.wiring().holdings(new StoredHoldings(content)),
                            world.wiring().signatures(world.signatures()),
                            dice.generator("core " + cores++));
                    core = made;
                    return made;
                },
                runner,
                publisher);
    }

    void begin() {
        aheadMillis = clockAheadMillis();
        planDrain();
    }

    private long clockAheadMillis() {
        return machine.clock().nowMillis() - world.timeline().nowMillis();
    }

    void end() {
        ended = true;
        miner.stop();
    }

    void enqueue(CoreDriver.Step step) {
        queue.add(step);
        planDrain();
    }

    /** Runs something of this process, unless it has ended; a power cut on the way ends it. */
    void guard(Runnable what) {
        if (ended) {
            return;
        }
        try {
            what.run();
        } catch (PowerCut e) {
            machine.crash(true);
        }
    }

    void upload(RecordFile.Chunk chunk) {
        try {
            if (content.put(chunk.cid(), chunk.bytes()) == PutOutcome.STORED) {
                enqueue((NodeCore putting, long nowMillis, Effects fx) ->
                        putting.onChunkPut(chunk.cid(), chunk.bytes().length, nowMillis, fx));
            }
        } catch (StoreFullException e) {
            world.trace().add(machine.index(), "upload", "disk full");
        }
    }

    void submit(Submission submission) {
        RecordFile file = submission.file();
        try {
            if (file != null) {
                for (RecordFile.Chunk chunk : file.blocks()) {
                    content.put(chunk.cid(), chunk.bytes());
                }
                content.sync();
            }
            world.wiring().onArrival(submission, publisher);
            long waitMillis = world.wiring().callersWaitMillis(submission);
            enqueue(new Submitted(submission, waitMillis > 0));
            if (waitMillis > 0) {
                world.timeline().after(waitMillis, () -> guard(this::callersAnswered));
            }
        } catch (StoreFullException e) {
            publisher.publish(CoreDriver.diskFull(submission.id()));
        }
    }

    private void callersAnswered() {
        enqueue((NodeCore answering, long nowMillis, Effects fx) -> answering.onCallersAnswered());
    }

    /** A fetch was answered: the content store is the only door. */
    void receive(NodeId from, Cid cid, Bulk.Answer answer) {
        if (answer instanceof Bulk.Answer.Bytes received) {
            try {
                PutOutcome outcome = content.put(cid, received.bytes());
                if (outcome == PutOutcome.MISMATCH) {
                    failed(from, cid, FetchFailure.MISMATCH);
                } else {
                    stored(from, cid);
                }
            } catch (StoreFullException e) {
                failed(from, cid, FetchFailure.NOT_STORED);
            }
        } else {
            boolean none = answer instanceof Bulk.Answer.None;
            failed(from, cid, none ? FetchFailure.NOT_FOUND : FetchFailure.UNREACHABLE);
        }
    }

    /** The disk turns out to be full in the middle of a step. */
    void stumble() {
        enqueue((core, now, fx) -> {
            throw new StoreFullException("no space left on the simulated disk");
        });
    }

    /** The loop stands still for so long, once it has done what it does now. */
    void pause(long millis) {
        pausedUntilMillis = world.timeline().nowMillis() + millis;
    }

    /** The disk has room again. */
    void room() {
        driver.onRoom(machine.clock().nowMillis());
        planDrain();
    }

    Optional<CoreView> view() {
        return Optional.ofNullable(core).map(NodeCore::view);
    }

    boolean isMining() {
        return miner.isSearching();
    }

    private void onNonce(long jobId, long nonce) {
        enqueue((core, now, fx) -> core.onNonceFound(jobId, nonce, now, fx));
    }

    private void failed(NodeId from, Cid cid, FetchFailure failure) {
        enqueue((core, now, fx) -> core.onFetchFailed(from, cid, failure, now, fx));
    }

    private void stored(NodeId from, Cid cid) {
        if (unsynced.isEmpty()) {
            world.timeline().after(CHUNK_SYNC_MILLIS, () -> guard(this::syncChunks));
        }
        enqueue((core, now, fx) -> core.onChunkReceived(from, cid, now, fx));
        unsynced.add(() -> enqueue((core, now, fx) -> core.onChunkStored(from, cid, now, fx)));
    }

    private void syncChunks() {
        content.sync();
        List<Runnable> durable = List.copyOf(unsynced);
        unsynced.clear();
        durable.forEach(Runnable::run);
    }

    private void planDrain() {
        if (!drainPlanned && !ended) {
            drainPlanned = true;
            long pauseMillis = Math.max(0, pausedUntilMillis - world.timeline().nowMillis());
            world.timeline()
                    .after(pauseMillis + 1 + dice.exponentialMillis(LOOP_MEAN_MILLIS), () -> guard(this::drain));
        }
    }

    private void drain() {
        drainPlanned = false;
        long nowMillis = machine.clock().nowMillis();
        if (Math.abs(clockAheadMillis() - aheadMillis) > CLOCK_STEP_MILLIS) {
            driver.restart(nowMillis);
        }
        aheadMillis = clockAheadMillis();
        driver.drain(queue, nowMillis);
        if (!queue.isEmpty()) {
            planDrain();
            return;
        }
        long wakeMillis = driver.nextWakeMillis();
        long waitMillis = wakeMillis - machine.clock().nowMillis();
        if (waitMillis <= 0) {
            planDrain();
        } else if (wakeMillis != Long.MAX_VALUE) {
            long planned = ++tick;
            world.timeline()
                    .after(
                            waitMillis,
                            () -> guard(() -> {
                                if (planned == tick) {
                                    planDrain();
                                }
                            }));
        }
    }
}
