package carnet.node.service;

import carnet.consensus.block.Target;
import carnet.consensus.card.Domain;
import carnet.consensus.card.MemberCard;
import carnet.consensus.card.MemberRole;
import carnet.consensus.card.NodeCard;
import carnet.consensus.genesis.Genesis;
import carnet.consensus.policy.ChainParameters;
import carnet.consensus.policy.Policy;
import carnet.consensus.tx.Payload;
import carnet.consensus.tx.PutRecord;
import carnet.consensus.tx.RegisterMember;
import carnet.consensus.tx.Transaction;
import carnet.crypto.cid.Cid;
import carnet.crypto.cid.UnixFsProfile;
import carnet.crypto.hash.Hash;
import carnet.crypto.pow.HashMethod;
import carnet.crypto.record.HashId;
import carnet.crypto.record.KeyBox;
import carnet.crypto.record.OwnerSecrets;
import carnet.crypto.record.RecordClass;
import carnet.crypto.record.Salt;
import carnet.crypto.secfile.FileKey;
import carnet.crypto.secret.SecretBytes;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.SigningKey;
import carnet.crypto.vault.SealingKey;
import carnet.node.api.NodeStatus;
import carnet.node.api.SubmitReply;
import carnet.node.core.Effects;
import carnet.node.core.MiningJob;
import carnet.node.core.NodeCore;
import carnet.node.miner.HashMethodChoice;
import carnet.node.miner.NonceSearch;
import carnet.node.net.NetCounters;
import carnet.node.run.CoreDriver;
import carnet.node.run.EffectRunner;
import carnet.node.run.Miner;
import carnet.node.run.NodeLoop;
import carnet.node.wire.Message;
import carnet.node.wire.Parcel;
import carnet.storage.chain.ChainReader;
import carnet.storage.content.MemoryContentStore;
import carnet.storage.directory.DiskSpace;
import carnet.storage.kv.MemoryStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The whole node but for sockets and disks, alone in its network, with a clock and a miner that a test can set. */
final class LoneNode implements AutoCloseable {
    private static final long VALIDITY_MILLIS = TimeUnit.HOURS.toMillis(24);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final int PROFILE = UnixFsProfile.KUBO_DEFAULT.code();
    private static final int CLASS = RecordClass.OTHER.code();

    private static final NetCounters.Channel SILENT = new NetCounters.Channel(0, 0, 0, 0);
    private static final NetCounters NOTHING = new NetCounters(SILENT, SILENT, Map.of(), 0, 0);

    final MemoryStore rows = new MemoryStore();
    final MemoryContentStore content = new MemoryContentStore(cid -> {});
    final ChangeableDisk disk = new ChangeableDisk(rows, content);
    final Outbox outbox = new Outbox();
    final LocalNode service;
    private final Random random = new Random(1);
    private final SigningKey registrar = key();
    private final SigningKey member = key();
    private final NodeId other = NodeId.of(key().publicKey());
    private final NodeId listener = NodeId.of(key().publicKey());
    private final SealingKey sealing = SealingKey.of(SecretBytes.copyOf(bytes(32)));
    private final AtomicLong aheadMillis = new AtomicLong();
    private volatile long stoppedAtMillis;
    private volatile long stoppedAtNanos;
    private final ExecutorService verifiers = Executors.newSingleThreadExecutor();
    private final Genesis genesis;
    private final NodeLoop loop;
    private final NonceSearch search;
    private volatile boolean mines = true;
    private volatile long roomBytes;
    private volatile @Nullable Throwable problem;

    /** A record that was put. */
    record Put(Hash hashId, Cid payload, Cid keyBox) {}

    /** A record that is not submitted yet; its content may not be here. */
    record Draft(PutRecord put, byte[] keyBox) {}

    LoneNode(Path directory) {
        roomBytes = DiskSpace.usableBytes(directory);
        SigningKey key = key();
        ChainParameters lan = ChainParameters.defaults(ChainParameters.Profile.LAN, 1);
        ChainParameters parameters = new ChainParameters(
                lan.spacingMillis(),
                lan.rankDelayMillis(),
                lan.seedPeriod(),
                lan.minerSpacing(),
                Target.ofMeanHashes(16),
                lan.maxBlockBytes(),
                lan.maxRecordSizeClass(),
                VALIDITY_MILLIS,
                lan.driftMillis());
        genesis = new Genesis(
                "lone",
                now() - 60_000,
                new Policy(
                        1,
                        List.of(NodeCard.sign(key, "A", "127.0.0.1:7700")),
                        List.of(card(registrar, MemberRole.REGISTRAR)),
                        List.of(),
                        0,
                        parameters));
        LocalNode.Events events = new LocalNode.Events();
        SignatureCache signatures = new SignatureCache();
        ChainReader stored = new ChainReader(disk.rows());
        StoredHoldings holdings = new StoredHoldings(disk.content());
        EffectRunner runner = new EffectRunner(disk.rows(), outbox, new Switch(), events);
        CoreDriver driver =
                new CoreDriver(() -> new NodeCore(genesis, key, stored, holdings, signatures, random), runner, events);
        loop = new NodeLoop(driver, this::now, this::nanoTime, this::fail);
        search = new NonceSearch(
                1,
                HashMethod.JDK_DIGEST::newHasher,
                random,
                (jobId, nonce) -> loop.submit(
                        (NodeCore core, long nowMillis, Effects fx) -> core.onNonceFound(jobId, nonce, nowMillis, fx)));
        service = new LocalNode(
                genesis,
                key,
                disk.rows(),
                disk.content(),
                new Uploads(disk.content(), disk.rows(), () -> roomBytes, this::now),
                signatures,
                loop,
                events,
                verifiers,
                new StatusReport.Facts(
                        "test",
                        () -> new HashMethodChoice(
                                HashMethod.JDK_DIGEST,
                                List.of(new HashMethodChoice.Rate(HashMethod.JDK_DIGEST, 1, true))),
                        id -> "",
                        id -> null,
                        () -> NOTHING,
                        () -> new NodeStatus.Flushes(0, 0)),
                directory,
                this::now,
                this::fail);
        loop.start();
        Transaction registration = signed(registrar, new RegisterMember(card(member, MemberRole.MEMBER)));
        accepted(submit(registration, null));
        await(() -> isInBlock(registration));
    }

    /** Puts a record of one block. */
    Put put(byte[] payload) {
        Cid cid = Cid.ofRaw(payload);
        service.putChunk(cid, payload);
        Draft draft = draft(cid, payload.length);
        accepted(submit(signed(draft.put()), draft.keyBox()));
        return new Put(draft.put().hashId(), cid, draft.put().keyBoxCid());
    }

    /** Returns a new record of the member. */
    Draft draft(Cid payload, int sizeBytes) {
        Hash digest = payload.digest();
        try (SecretBytes dedup = SecretBytes.copyOf(bytes(32))) {
            OwnerSecrets secrets = new OwnerSecrets(
                    FileKey.random(this::bytes), Salt.derive(dedup, 0, digest), 0, "file", "text/plain", digest);
            HashId hashId = secrets.hashId(member.publicKey());
            byte[] box = KeyBox.sealOwner(secrets, member.publicKey(), sealing.publicKey(), this::bytes)
                    .encode();
            int sizeClass = 32 - Integer.numberOfLeadingZeros(sizeBytes - 1);
            return new Draft(new PutRecord(hashId.value(), payload, Cid.ofRaw(box), PROFILE, sizeClass, CLASS, 0), box);
        }
    }

    /** Signs what the member wants. */
    Transaction signed(Payload payload) {
        return signed(member, payload);
    }

    /** Returns the registration of somebody new. */
    Transaction registration() {
        return signed(registrar, new RegisterMember(card(key(), MemberRole.MEMBER)));
    }

    /** Submits a transaction, with its key box when it puts a record, and waits for the answer. */
    SubmitReply submit(Transaction transaction, byte @Nullable [] keyBox) {
        return submit(transaction.bytes(), keyBox);
    }

    /** Submits bytes. */
    SubmitReply submit(byte[] transaction, byte @Nullable [] keyBox) {
        return (keyBox == null ? service.submitTransaction(transaction) : service.submitRecord(transaction, keyBox))
                .orTimeout(PATIENCE_NANOS, TimeUnit.NANOSECONDS)
                .join();
    }

    /** Submits a transaction without content and does not wait. */
    void begin(Transaction transaction) {
        CompletableFuture<SubmitReply> unused = service.submitTransaction(transaction.bytes());
    }

    /** What is to be verified or signed from now on waits for {@code end}. */
    void busyVerifiers(CountDownLatch end) {
        verifiers.execute(() -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    boolean isInBlock(Transaction transaction) {
        return isInState(transaction, "in block");
    }

    boolean isPending(Transaction transaction) {
        return isInState(transaction, "pending");
    }

    private boolean isInState(Transaction transaction, String state) {
        var status = service.transaction(transaction.id().hex());
        return status != null && status.state().equals(state);
    }

    /** Connects two other nodes, which say nothing by themselves. */
    void connect() {
        loop.submit(new CoreDriver.PeerUp(other));
        loop.submit(new CoreDriver.PeerUp(listener));
    }

    /** One of the other nodes sends a transaction without content. */
    void receive(Transaction transaction) {
        Message message = new Message.Parcels(List.of(Parcel.of(transaction)));
        loop.submit((NodeCore core, long nowMillis, Effects fx) -> core.onMessage(other, message, nowMillis, fx));
    }

    /** From now on no time passes but by {@link #pass}. */
    void stopClock() {
        stoppedAtNanos = System.nanoTime();
        stoppedAtMillis = System.currentTimeMillis();
    }

    /** The disk has room again, and somebody notices it a while later; returns when the node takes something new. */
    void makeRoom() {
        disk.full(ChangeableDisk.Full.FOR_NOTHING);
        pass(2, TimeUnit.SECONDS);
        loop.onRoom();
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!takesWrites()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("the node stays full", problem);
            }
        }
    }

    private boolean takesWrites() {
        return loop.ask(core -> !core.counters().readOnly())
                .completeOnTimeout(false, PATIENCE_NANOS, TimeUnit.NANOSECONDS)
                .exceptionally(e -> false)
                .join();
    }

    /** So many bytes are left for uploads. */
    void room(long bytes) {
        roomBytes = bytes;
    }

    /** Returns what the node says of a record. */
    String stateOf(Put put) {
        var status = service.record(member.publicKey().hex(), put.hashId().hex());
        return status == null ? "unknown" : status.state();
    }

    /** Blocks are found, or none is, from the next transaction on. */
    void mine(boolean on) {
        mines = on;
    }

    /** Sets the clock forward. */
    void pass(long amount, TimeUnit unit) {
        aheadMillis.addAndGet(unit.toMillis(amount));
    }

    /** Waits until something holds that another thread brings about. */
    void await(BooleanSupplier wish) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!wish.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("it did not come about", problem);
            }
            service.status(); // the core answers between two events: no faster than it gets on
        }
    }

    @Override
    public void close() {
        service.close();
        search.close();
        loop.close();
        verifiers.shutdownNow();
        if (problem != null) {
            throw new AssertionError("the node failed", problem);
        }
    }

    private static void accepted(SubmitReply reply) {
        if (!(reply instanceof SubmitReply.Accepted)) {
            throw new AssertionError(reply.toString());
        }
    }

    private Transaction signed(SigningKey sender, Payload payload) {
        return Transaction.sign(
                genesis.hash(), sender, bytes(Transaction.NONCE_BYTES), now(), now() + VALIDITY_MILLIS, payload);
    }

    long now() {
        long stopped = stoppedAtMillis;
        return (stopped == 0 ? System.currentTimeMillis() : stopped) + aheadMillis.get();
    }

    private long nanoTime() {
        return stoppedAtMillis == 0 ? System.nanoTime() : stoppedAtNanos;
    }

    private MemberCard card(SigningKey key, MemberRole role) {
        return MemberCard.sign(key, sealing.publicKey().bytes(), new Domain("CN"), role);
    }

    private SigningKey key() {
        return SigningKey.fromSeed(bytes(SigningKey.SEED_BYTES));
    }

    private synchronized byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private void fail(Throwable thrown) {
        problem = thrown;
    }

    /** The real search, unless it is switched off. */
    private final class Switch implements Miner {
        @Override
        public void start(MiningJob job) {
            if (mines) {
                search.start(job);
            }
        }

        @Override
        public void stop() {
            search.stop();
        }
    }
}
