package carnet.node.sim;

import carnet.consensus.block.Block;
import carnet.consensus.tx.Transaction;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import carnet.node.wire.Message;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Shows everybody the header of a lawful block on the head, again and again another one, and never its body. Whoever asks
 * for such a block once more, since it got none, is given a lawful block beside the best chain.
 */
final class Withholder {
    private static final long EVERY_MILLIS = 20;
    private static final int SIBLINGS = 2;

    private final Story story;
    private final Hostile hostile;
    private final Map<Hash, Block> beside = new HashMap<>();
    private final Map<Hash, Integer> siblings = new HashMap<>();
    private final Set<NodeId> waited = new HashSet<>();
    private int given;

    Withholder(Story story) {
        this.story = story;
        this.hostile = Objects.requireNonNull(story.world().hostileNode());
    }

    void start() {
        hostile.answerBy(this::answer);
        show();
    }

    /** Returns how many blocks beside the best chain it gave. */
    int given() {
        return given;
    }

    private void show() {
        World world = story.world();
        long nowMillis = world.timeline().nowMillis();
        ForgedBlocks.Draft draft = hostile.blocks()
                .draft(Attack.STRANGERS_TRANSACTION, story.machine(Story.A).disk(), nowMillis);
        if (draft != null) {
            Block block = hostile.blocks().forge().mined(draft);
            hostile.sendToAll(
                    new Message.Status(block.hash(), block.seal().height(), BigInteger.ONE.shiftLeft(200), nowMillis));
            Message headers = new Message.Headers(List.of(block.extendedHeader()));
            world.timeline().after(EVERY_MILLIS, () -> hostile.sendToAll(headers));
        }
        world.timeline().after(EVERY_MILLIS, this::show);
    }

    private boolean answer(NodeId from, Message question) {
        if (question instanceof Message.GetBlocks wanted) {
            Block block = beside.get(wanted.hashes().get(0));
            if (block != null) {
                given++;
                hostile.send(from, new Message.BlockBody(block));
            } else if (!waited.add(from)) {
                announceBeside();
            }
        } else if (question instanceof Message.GetCompactBlock wanted) {
            hostile.send(from, MessageAttacks.compact(Objects.requireNonNull(beside.get(wanted.block()))));
        } else if (question instanceof Message.GetBlockTransactions wanted) {
            given++;
            List<Transaction> all =
                    Objects.requireNonNull(beside.get(wanted.block())).transactions();
            hostile.send(from, new Message.BlockTransactions(wanted.block(), all));
        }
        return true;
    }

    private void announceBeside() {
        long nowMillis = story.world().timeline().nowMillis();
        for (int depth = 2; depth < story.height(Story.A); depth++) {
            List<Transaction> any = List.of(hostile.blocks().strangers(nowMillis));
            ForgedBlocks.Draft draft =
                    hostile.blocks().forge().draft(story.machine(Story.A).disk(), depth, any, nowMillis);
            if (draft != null && siblings.merge(draft.parent().hash(), 1, Integer::sum) <= SIBLINGS) {
                Block block = hostile.blocks().forge().mined(draft);
                beside.put(block.hash(), block);
                hostile.sendToAll(new Message.NewBlock(block.extendedHeader()));
                return;
            }
        }
    }
}
