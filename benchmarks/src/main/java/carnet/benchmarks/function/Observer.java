package carnet.benchmarks.function;

import carnet.consensus.block.Block;
import carnet.consensus.block.BlockMeta;
import carnet.consensus.tx.Transaction;
import carnet.crypto.cid.Cid;
import carnet.crypto.sign.NodeId;
import carnet.node.core.Effects;
import carnet.node.core.Event;
import carnet.node.core.MiningJob;
import carnet.node.core.Misbehaviour;
import carnet.node.core.NodeCore;
import carnet.node.core.SignatureCheck;
import carnet.node.run.EffectRunner;
import carnet.node.run.Miner;
import carnet.node.run.Network;
import carnet.node.service.StoredHoldings;
import carnet.node.wire.Message;
import carnet.node.wire.Parcel;
import carnet.node.wire.ShortId;
import carnet.storage.chain.ChainReader;
import carnet.storage.content.ContentStore;
import carnet.storage.content.MemoryContentStore;
import carnet.storage.kv.KeyValueStore;
import carnet.storage.kv.MemoryStore;
import java.util.List;
import java.util.Random;

/** A node's core with one peer that takes what it is sent and says nothing. */
final class Observer {
    private final NodeCore core;
    private final EffectRunner runner;
    private long accepted;
    private long nowMillis = Fixture.NOW_MILLIS;

    /** Starts a core whose store is in memory. */
    Observer(SignatureCheck signatures) {
        this(new MemoryStore(), new MemoryContentStore(damaged -> {}), signatures);
    }

    /** Starts a core on what these stores hold. */
    Observer(KeyValueStore store, ContentStore content, SignatureCheck signatures) {
        core = new NodeCore(
                Fixture.genesis(),
                Fixture.observer(),
                new ChainReader(store),
                new StoredHoldings(content),
                signatures,
                new Random(1));
        runner = new EffectRunner(store, new Nowhere(), new NoMiner(), this::count);
        drain((started, fx) -> started.onStart(nowMillis, fx));
        drain((started, fx) -> started.onPeerUp(Fixture.miner(), nowMillis, fx));
    }

    /** One or several events. */
    interface Step {
        void run(NodeCore core, Effects fx);
    }

    /** Handles events and does what follows from them, as one drain. */
    void drain(Step step) {
        Effects fx = new Effects();
        step.run(core, fx);
        core.finish(nowMillis, fx);
        runner.run(fx);
        core.committed();
    }

    /** Submits transactions in one drain; returns how many were ever accepted. */
    long submit(List<Transaction> transactions) {
        drain((started, fx) -> {
            for (Transaction transaction : transactions) {
                started.onSubmit(0, Parcel.of(transaction), false, nowMillis, fx);
            }
        });
        return accepted;
    }

    /** Hands over what the peer says. */
    void hear(Message message) {
        drain((started, fx) -> started.onMessage(Fixture.miner(), message, nowMillis, fx));
    }

    /** Sets the clock. */
    void setClock(long nowMillis) {
        this.nowMillis = nowMillis;
    }

    /** Announces a block whose transactions are in the pool, and names them. */
    void adopt(Block block) {
        List<Long> names = block.transactions().stream()
                .map(transaction -> ShortId.of(block.hash(), transaction))
                .toList();
        hear(new Message.NewBlock(block.extendedHeader()));
        hear(new Message.CompactBlock(block.hash(), names));
        if (!head().hash().equals(block.hash())) {
            throw new IllegalStateException("block " + block.seal().height() + " was not adopted");
        }
    }

    /** Returns the head. */
    BlockMeta head() {
        return core.view().head();
    }

    /** Returns the height of the head. */
    long height() {
        return head().height();
    }

    private void count(Event event) {
        if (event instanceof Event.Accepted) {
            accepted++;
        }
    }

    private static final class Nowhere implements Network {
        @Override
        public void send(NodeId peer, Message message) {}

        @Override
        public void fetch(NodeId peer, Cid cid, int maxBytes, boolean unnamed) {}

        @Override
        public void take(NodeId from, Cid cid, byte[] bytes) {}

        @Override
        public void disconnect(NodeId peer, Misbehaviour reason, boolean ban) {
            throw new IllegalStateException("the peer is blamed: " + reason);
        }
    }

    private static final class NoMiner implements Miner {
        @Override
        public void start(MiningJob job) {
            throw new IllegalStateException("a node that is not listed mines");
        }

        @Override
        public void stop() {}
    }
}
