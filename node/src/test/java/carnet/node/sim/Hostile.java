package carnet.node.sim;

import carnet.consensus.block.Block;
import carnet.consensus.block.ExtendedHeader;
import carnet.consensus.codec.DecodeException;
import carnet.consensus.genesis.Genesis;
import carnet.crypto.cid.Cid;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.SigningKey;
import carnet.node.wire.Message;
import carnet.node.wire.MessageCodec;
import carnet.storage.chain.ChainReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** A listed node in the wrong hands. It sees every disk, mines and signs, and breaks one rule at a time. */
final class Hostile implements Peer {
    /** Headers in one false chain. */
    private static final int TOWER = 40;

    /** Probability that it announces a block and waits to be asked; what it sends at once nobody looks at. */
    private static final double ANNOUNCED = 0.8;

    private static final long HOUR_MILLIS = 3_600_000;
    private static final long WITHHELD_MEAN_MILLIS = 5_000;

    private final Timeline timeline;
    private final Dice dice;
    private final Tally tally;
    private final Links links;
    private final int index;
    private final NodeId id;
    private final List<Machine> victims;
    private final BlockAttacks blocks;
    private final MessageAttacks messages;
    private final boolean mute;
    private final Set<NodeId> connected = new TreeSet<>();
    private final Map<Hash, Block> bodies = new HashMap<>();
    private final Map<Hash, Block> offered = new HashMap<>();
    private List<ExtendedHeader> tower = List.of();
    private @Nullable BiPredicate<NodeId, Message> script;
    private boolean running = true;

    Hostile(
            Timeline timeline,
            Dice dice,
            Tally tally,
            Links links,
            Genesis genesis,
            int index,
            SigningKey key,
            List<Machine> victims) {
        this.timeline = timeline;
        this.dice = dice;
        this.tally = tally;
        this.links = links;
        this.index = index;
        this.id = NodeId.of(key.publicKey());
        this.victims = victims;
        this.blocks = new BlockAttacks(genesis, key, dice.of("blocks"), victims);
        this.messages = new MessageAttacks(dice.of("messages"), blocks);
        this.mute = dice.chance(0.3);
    }

    /** Attacks from now on, this far apart in the mean. */
    void start(long everyMillis) {
        timeline.after(dice.exponentialMillis(everyMillis), () -> {
            if (running) {
                attack(dice.pick(List.of(Attack.values())));
                start(everyMillis);
            }
        });
    }

    /** Gives up. */
    void stop() {
        running = false;
    }

    /** Attacks whoever is connected, where the chain allows this attack now. */
    void attack(Attack attack) {
        if (connected.isEmpty()) {
            return;
        }
        byte[] bytes = bytes(attack, dice.pick(victims).disk());
        if (bytes != null) {
            tally.attacked(attack);
            long delayMillis = attack == Attack.WITHHELD_BLOCK ? dice.exponentialMillis(WITHHELD_MEAN_MILLIS) : 0;
            timeline.after(delayMillis, () -> sendToSome(bytes));
        }
    }

    /** Sends a message to everybody who is connected. */
    void sendToAll(Message message) {
        byte[] bytes = MessageCodec.encode(message);
        List.copyOf(connected).forEach(peer -> send(peer, bytes));
    }

    /** Sends a message to one peer, if it is connected. */
    void send(NodeId to, Message message) {
        if (connected.contains(to)) {
            send(to, MessageCodec.encode(message));
        }
    }

    /** Announces a block to everybody who is connected, and names its transactions to whoever asks, but gives none. */
    void offerToAll(Block block) {
        List.copyOf(connected).forEach(peer -> offer(peer, block));
    }

    /** Announces a block to one peer, if it is connected, and names its transactions to whoever asks, but gives none. */
    void offer(NodeId to, Block block) {
        offered.put(block.hash(), block);
        send(to, new Message.NewBlock(block.extendedHeader()));
    }

    /** Lets a test answer messages; those that it returns false for are answered as ever. Chunks are not served then. */
    void answerBy(BiPredicate<NodeId, Message> answerer) {
        script = answerer;
    }

    BlockAttacks blocks() {
        return blocks;
    }

    private byte @Nullable [] bytes(Attack attack, ChainReader victim) {
        long nowMillis = timeline.nowMillis();
        if (attack == Attack.RANDOM_BYTES) {
            return dice.bytes(dice.below(500));
        }
        Message message =
                switch (attack) {
                    case GREAT_STATUS -> messages.greatStatus(nowMillis);
                    case RANDOM_NAMES -> messages.randomNames();
                    case FORGED_TRANSACTIONS -> messages.forgedTransactions(nowMillis);
                    case FALSE_HOLDING -> messages.falseHolding(victim);
                    case HEADER_FLOOD -> headerFlood(victim);
                    case UNASKED_COMPACT_BLOCK -> messages.unaskedCompactBlock(victim);
                    default -> block(attack, victim);
                };
        return message == null ? null : MessageCodec.encode(message);
    }

    private @Nullable Message block(Attack attack, ChainReader victim) {
        ForgedBlocks.Draft draft = blocks.draft(attack, victim, timeline.nowMillis());
        if (draft == null) {
            return null;
        }
        Block block = blocks.spoiled(attack, draft);
        Block body = attack == Attack.BODY_MISMATCH
                ? new Block(block.header(), block.seal(), List.of(), block.signature())
                : block;
        bodies.put(block.hash(), body);
        if (attack == Attack.TWO_BLOCKS) {
            Block twin = blocks.spoiled(attack, draft.at(draft.timestampMillis() + 1));
            sendToSome(MessageCodec.encode(new Message.BlockBody(twin)));
        }
        return dice.chance(ANNOUNCED) ? new Message.NewBlock(block.extendedHeader()) : new Message.BlockBody(body);
    }

    private @Nullable Message headerFlood(ChainReader victim) {
        ForgedBlocks.Draft draft =
                blocks.draft(Attack.STRANGERS_TRANSACTION, victim, timeline.nowMillis() - HOUR_MILLIS);
        if (draft == null) {
            return null;
        }
        tower = blocks.forge().tower(draft, TOWER);
        return dice.chance(0.5) ? new Message.Headers(tower) : new Message.NewBlock(tower.get(tower.size() - 1));
    }

    private void sendToSome(byte[] bytes) {
        boolean all = dice.chance(0.5);
        for (NodeId peer : List.copyOf(connected)) {
            if (all || dice.chance(0.3)) {
                send(peer, bytes);
            }
        }
    }

    private void send(NodeId to, byte[] bytes) {
        tally.add(Count.HOSTILE_MESSAGES);
        links.send(index, links.indexOf(to), bytes);
    }

    @Override
    public NodeId id() {
        return id;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public boolean isHonest() {
        return false;
    }

    @Override
    public void onUp(NodeId peer) {
        connected.add(peer);
    }

    @Override
    public void onDown(NodeId peer) {
        connected.remove(peer);
    }

    @Override
    public void onBytes(NodeId from, byte[] payload) {
        try {
            Message message = MessageCodec.decode(payload).orElse(null);
            if (message != null && script != null && script.test(from, message)) {
                return;
            }
            if (message instanceof Message.GetCompactBlock wanted && offered.containsKey(wanted.block())) {
                send(from, MessageAttacks.compact(offered.get(wanted.block())));
            } else if (mute || isForOffered(message)) {
                return;
            } else if (message instanceof Message.GetBlocks wanted) {
                for (Hash hash : wanted.hashes()) {
                    Block body = bodies.get(hash);
                    if (body != null) {
                        send(from, MessageCodec.encode(new Message.BlockBody(body)));
                    }
                }
            } else if (message instanceof Message.GetCompactBlock wanted) {
                answer(from, messages.compactBlock(wanted.block(), bodies.get(wanted.block())));
            } else if (message instanceof Message.GetBlockTransactions wanted) {
                answer(from, messages.blockTransactions(wanted, bodies.get(wanted.block()), timeline.nowMillis()));
            } else if (message instanceof Message.GetHeaders && !tower.isEmpty()) {
                send(from, MessageCodec.encode(new Message.Headers(tower)));
            }
        } catch (DecodeException e) {
            throw new Violation("honest messages decode", String.valueOf(e.getMessage()));
        }
    }

    private boolean isForOffered(@Nullable Message message) {
        return message instanceof Message.GetBlockTransactions wanted && offered.containsKey(wanted.block());
    }

    private void answer(NodeId to, @Nullable Message message) {
        if (message != null) {
            send(to, MessageCodec.encode(message));
        }
    }

    @Override
    public byte @Nullable [] serve(Cid cid) {
        return script != null || dice.chance(0.5) ? null : dice.bytes(1 + dice.below(2_000));
    }
}
