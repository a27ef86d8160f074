package carnet.node.sim;

import carnet.consensus.block.Block;
import carnet.consensus.block.ExtendedHeader;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import carnet.node.wire.Message;
import carnet.storage.chain.ChainReader;
import carnet.storage.chain.StoredMeta;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The hostile node gives the best chain of another one, in small answers and slowly, and claims to have more. */
final class SlowServer {
    private static final long CLAIM_EVERY_MILLIS = 500;

    private final World world;
    private final ChainReader source;
    private final NodeId victim;
    private final int headers;
    private final long answerMillis;
    private final Hostile hostile;
    private int unanswered;

    /** Gives so many headers, or one block, in this time. */
    SlowServer(World world, Machine source, Machine victim, int headers, long answerMillis) {
        this.world = world;
        this.source = source.disk();
        this.victim = victim.id();
        this.headers = headers;
        this.answerMillis = answerMillis;
        this.hostile = Objects.requireNonNull(world.hostileNode());
    }

    /** Begins, and leaves so many questions unanswered first. */
    void start(int unansweredFirst) {
        unanswered = unansweredFirst;
        hostile.answerBy(this::answer);
        claim();
    }

    private void claim() {
        Hash nowhere = Hash.of(new byte[Hash.LENGTH_BYTES]);
        hostile.send(
                victim,
                new Message.Status(
                        nowhere,
                        1_000,
                        BigInteger.ONE.shiftLeft(200),
                        world.timeline().nowMillis()));
        world.timeline().after(CLAIM_EVERY_MILLIS, this::claim);
    }

    private boolean answer(NodeId from, Message question) {
        if (unanswered > 0) {
            unanswered--;
        } else if (question instanceof Message.GetHeaders wanted) {
            Message answer = new Message.Headers(after(wanted.locator()));
            world.timeline().after(answerMillis, () -> hostile.send(from, answer));
        } else if (question instanceof Message.GetBlocks wanted) {
            for (int i = 0; i < wanted.hashes().size(); i++) {
                Message body = new Message.BlockBody(block(wanted.hashes().get(i)));
                world.timeline().after((i + 1) * answerMillis, () -> hostile.send(from, body));
            }
        }
        return true;
    }

    private List<ExtendedHeader> after(List<Hash> locator) {
        long height = 0;
        for (Hash hash : locator) {
            StoredMeta meta = source.meta(hash);
            if (meta != null && hash.equals(source.hashAt(meta.meta().height()))) {
                height = meta.meta().height();
                break;
            }
        }
        List<ExtendedHeader> found = new ArrayList<>();
        while (found.size() < headers) {
            Hash next = source.hashAt(++height);
            if (next == null) {
                return found;
            }
            found.add(block(next).extendedHeader());
        }
        return found;
    }

    private Block block(Hash hash) {
        return Objects.requireNonNull(source.block(hash));
    }
}
