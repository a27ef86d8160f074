package carnet.node.app;

import carnet.consensus.codec.DecodeException;
import carnet.consensus.tx.Transaction;
import carnet.crypto.cid.Cid;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.PublicKey;
import carnet.node.core.Effects;
import carnet.node.core.Misbehaviour;
import carnet.node.core.NodeCore;
import carnet.node.net.DisconnectReason;
import carnet.node.net.FetchResult;
import carnet.node.net.PeerInfo;
import carnet.node.net.PeerListener;
import carnet.node.net.PeerNetwork;
import carnet.node.run.BlockQuestions;
import carnet.node.run.CoreDriver;
import carnet.node.run.Network;
import carnet.node.run.NodeLoop;
import carnet.node.run.Publisher;
import carnet.node.service.SignatureCache;
import carnet.node.wire.BlockRequest;
import carnet.node.wire.Message;
import carnet.node.wire.MessageCodec;
import carnet.node.wire.MessageDecoder;
import carnet.node.wire.Parcel;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Between the peer network and the core: frames become messages, effects become frames. */
final class PeerPort implements Network, PeerListener {
    /**
     * How long a peer that broke the protocol stays out. All peers are nodes of the policy list, so the operator is told
     * and the node may come back, mended, without waiting for long.
     */
    private static final Duration BAN = Duration.ofMinutes(1);

    /** Endings by the peer's own fault, as this node saw it; what the peer says has other reasons. */
    private static final Set<DisconnectReason> FAULTS = EnumSet.of(
            DisconnectReason.MALFORMED,
            DisconnectReason.FRAME_TOO_LONG,
            DisconnectReason.BANNED,
            DisconnectReason.MISBEHAVED);

    private static final Logger LOG = LoggerFactory.getLogger("carnet.node.peers");

    private final NodeLoop loop;
    private final Verifiers verifiers;
    private final SignatureCache signatures;
    private final ChunkReceiver chunks;

    /** For each peer whether what came over its last connection is taken. */
    private final Map<NodeId, AtomicBoolean> connections = new ConcurrentHashMap<>();

    /** Of each peer, whichever connection they go over: one may end and the next begin while a question is sent. */
    private final Map<NodeId, BlockQuestions> questions = new ConcurrentHashMap<>();

    private volatile PeerNetwork network;

    @SuppressWarnings("NullAway.Init")
    PeerPort(NodeLoop loop, Verifiers verifiers, SignatureCache signatures, ChunkReceiver chunks) {
        this.loop = loop;
        this.verifiers = verifiers;
        this.signatures = signatures;
        this.chunks = chunks;
    }

    /** The network and this port name each other; the network comes second. Nothing is sent before. */
    void attach(PeerNetwork peers) {
        network = peers;
    }

    @Override
    public void send(NodeId peer, Message message) {
        questionsTo(peer).ask(message);
        network.send(peer, MessageCodec.encode(message));
    }

    private BlockQuestions questionsTo(NodeId peer) {
        return questions.computeIfAbsent(peer, id -> new BlockQuestions());
    }

    @Override
    public void fetch(NodeId peer, Cid cid, int maxBytes, boolean unnamed) {
        network.bulk().fetch(peer, cid, maxBytes, result -> chunks.onResult(peer, cid, unnamed, result));
    }

    @Override
    public void take(NodeId from, Cid cid, byte[] bytes) {
        chunks.onResult(from, cid, false, new FetchResult.Received(bytes));
    }

    @Override
    public void disconnect(NodeId peer, Misbehaviour reason, boolean ban) {
        if (ban) {
            network.ban(peer, BAN);
        } else if (reason == Misbehaviour.UNRESPONSIVE) {
            network.disconnect(peer, DisconnectReason.UNRESPONSIVE);
        } else {
            network.disconnect(peer, DisconnectReason.MISBEHAVED);
        }
    }

    /** What waits from a connection before is not taken any more: a peer that is back tells anew what it has. */
    @Override
    public void onPeerUp(NodeId peer, PublicKey key, PeerInfo info) {
        takeNoMoreOf(connections.put(peer, new AtomicBoolean(true)));
        verifiers.execute(peer, () -> loop.submit(new CoreDriver.PeerUp(peer)));
    }

    /**
     * What waits is still taken, unless the peer broke the protocol: when it stops, transactions that it accepted may be
     * nowhere else.
     */
    @Override
    public void onPeerDown(NodeId peer, DisconnectReason reason) {
        if (FAULTS.contains(reason)) {
            takeNoMoreOf(connections.remove(peer));
        }
        verifiers.execute(peer, () -> loop.submit(new CoreDriver.PeerDown(peer)));
    }

    private static void takeNoMoreOf(@Nullable AtomicBoolean connection) {
        if (connection != null) {
            connection.set(false);
        }
    }

    @Override
    public void onFrame(NodeId peer, byte[] payload, Runnable done) {
        AtomicBoolean connection = connections.get(peer);
        if (connection == null) {
            done.run();
        } else {
            verifiers.executeInSteps(peer, new Received(peer, connection, payload, done)::step);
        }
    }

    /**
     * A frame on its way to the core. One that is not taken any more costs nothing, and a block that the peer was not asked
     * for, or more transactions of one, no more than a look at what stands before them.
     *
     * <p>Verifies in parallel what the core would otherwise verify on its one thread. At the first false signature the core
     * gets it to judge, and goes no further either.
     */
    private final class Received {
        private final NodeId peer;
        private final AtomicBoolean connection;
        private final byte[] payload;
        private final Runnable done;
        private @Nullable MessageDecoder decoder;
        private @Nullable Message message;
        private Iterator<Transaction> unverified = Collections.emptyIterator();

        Received(NodeId peer, AtomicBoolean connection, byte[] payload, Runnable done) {
            this.peer = peer;
            this.connection = connection;
            this.payload = payload;
            this.done = done;
        }

        /** Decodes a part of the frame or verifies one signature; returns whether there is more to do. */
        boolean step() {
            if (!connection.get()) {
                done.run();
                return false;
            }
            if (message == null) {
                return decode();
            }
            if (unverified.hasNext() && signatures.holds(unverified.next())) {
                return true;
            }
            loop.submit(new Arrival(peer, message, payload.length, done));
            return false;
        }

        private boolean decode() {
            try {
                if (decoder == null) {
                    decoder = MessageDecoder.begin(payload);
                    BlockRequest answered = decoder.answered();
                    if (answered != null && !isAsked(answered)) {
                        return false;
                    }
                }
                if (decoder.hasMore()) {
                    decoder.next();
                    return true;
                }
                message = decoder.end().orElse(null);
            } catch (DecodeException e) {
                LOG.warn("{} sent a message that does not decode: {}", peer.shortText(), e.getMessage());
                done.run();
                network.ban(peer, BAN);
                return false;
            }
            if (message == null) {
                done.run();
                return false;
            }
            unverified = transactions(message).iterator();
            return true;
        }

        /** Leaves to the core to judge what was not asked for. */
        private boolean isAsked(BlockRequest answered) {
            BlockQuestions.Outcome outcome = questionsTo(peer).answer(answered);
            if (outcome == BlockQuestions.Outcome.UNASKED) {
                loop.submit(new Unasked(peer, payload.length, done));
            } else if (outcome == BlockQuestions.Outcome.MISCOUNTED) {
                loop.submit(new Miscounted(peer, answered, done));
            }
            return outcome == BlockQuestions.Outcome.ASKED;
        }
    }

    private static List<Transaction> transactions(Message message) {
        if (message instanceof Message.Transactions m) {
            return m.transactions();
        } else if (message instanceof Message.Parcels m) {
            return m.parcels().stream().map(Parcel::transaction).toList();
        } else if (message instanceof Message.BlockBody m) {
            return m.block().transactions();
        } else if (message instanceof Message.BlockTransactions m) {
            return m.transactions();
        }
        return List.of();
    }

    private record Arrival(NodeId peer, Message message, int sizeBytes, Runnable done) implements CoreDriver.Step {
        @Override
        public void run(NodeCore core, long nowMillis, Effects fx) {
            core.onMessage(peer, message, nowMillis, fx);
            done.run();
        }

        @Override
        public void abandon(Publisher publisher) {
            done.run();
        }
    }

    /** Another number of a block's transactions came than the peer was asked for. */
    private record Miscounted(NodeId peer, BlockRequest answered, Runnable done) implements CoreDriver.Step {
        @Override
        public void run(NodeCore core, long nowMillis, Effects fx) {
            core.onMiscounted(peer, answered, nowMillis, fx);
            done.run();
        }

        @Override
        public void abandon(Publisher publisher) {
            done.run();
        }
    }

    /** A block came, or a part of one, that the peer was not asked for. */
    private record Unasked(NodeId peer, int blockBytes, Runnable done) implements CoreDriver.Step {
        @Override
        public void run(NodeCore core, long nowMillis, Effects fx) {
            core.onUnasked(peer, blockBytes, nowMillis, fx);
            done.run();
        }

        @Override
        public void abandon(Publisher publisher) {
            done.run();
        }
    }
}
