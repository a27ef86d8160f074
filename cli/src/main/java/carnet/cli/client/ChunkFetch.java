package carnet.cli.client;

import carnet.cli.terminal.Failure;
import carnet.crypto.cid.BlockSource;
import carnet.crypto.cid.Cid;
import carnet.crypto.cid.DagNode;
import carnet.crypto.cid.MalformedNodeException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the blocks of one payload from a node, a few ahead of the reader: what the reader asks for next is known as
 * soon as their parent is here. Checks nothing; the reader does. For one thread.
 */
final class ChunkFetch implements BlockSource {
    /** Blocks asked for ahead of the reader: with 256 KiB leaves, 1 MiB of memory. */
    private static final int AHEAD_BLOCKS = 4;

    private final NodeClient node;
    private final ExecutorService fetchers;
    private final Deque<Cid> upcoming = new ArrayDeque<>();
    private final Map<Cid, Future<byte @Nullable []>> underWay = new LinkedHashMap<>();

    ChunkFetch(NodeClient node, ExecutorService fetchers) {
        this.node = node;
        this.fetchers = fetchers;
    }

    /** Carries a failure through the tree reader, which knows input and output only. */
    static final class Stopped extends IOException {
        private static final long serialVersionUID = 1;

        private final transient Exception reason;

        Stopped(Exception reason) {
            super(reason);
            this.reason = reason;
        }

        void rethrow() throws Failure, InterruptedException {
            if (reason instanceof Failure failure) {
                throw failure;
            }
            if (reason instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw new IllegalStateException("a download stopped for no known reason", reason);
        }
    }

    @Override
    public byte @Nullable [] get(Cid cid) throws IOException {
        if (upcoming.contains(cid)) {
            // The reader goes through the tree in order, so whatever was foreseen before this block it has skipped.
            Cid foreseen = upcoming.remove();
            while (!foreseen.equals(cid)) {
                foreseen = upcoming.remove();
            }
        }
        Future<byte @Nullable []> answer = underWay.remove(cid);
        if (answer == null) {
            answer = ask(cid);
        }
        // Only a leaf tells where the reader is: what is foreseen before the first may be what it skips.
        if (cid.codec() == Cid.Codec.RAW) {
            askAhead();
        }
        byte @Nullable [] block = await(answer);
        if (block != null && cid.codec() == Cid.Codec.DAG_PB && cid.matches(block)) {
            foresee(block);
        }
        return block;
    }

    private void foresee(byte[] block) {
        try {
            var links = DagNode.decode(block).links();
            for (int i = links.size() - 1; i >= 0; i--) {
                upcoming.push(links.get(i).child());
            }
        } catch (MalformedNodeException e) {
            // The reader will say so; there is nothing to foresee.
        }
    }

    private void askAhead() {
        underWay.keySet().retainAll(upcoming);
        int ahead = 0;
        for (Cid cid : upcoming) {
            if (ahead++ == AHEAD_BLOCKS) {
                return;
            }
            underWay.computeIfAbsent(cid, this::ask);
        }
    }

    private Future<byte @Nullable []> ask(Cid cid) {
        Callable<byte @Nullable []> question = () -> node.chunk(cid);
        return fetchers.submit(question);
    }

    private static byte @Nullable [] await(Future<byte @Nullable []> answer) throws IOException {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            throw new Stopped(e);
        } catch (ExecutionException e) {
            throw new Stopped(e.getCause() instanceof Exception reason ? reason : e);
        }
    }
}
