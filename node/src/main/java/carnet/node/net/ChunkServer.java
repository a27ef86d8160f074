package carnet.node.net;

import carnet.consensus.codec.ByteReader;
import carnet.consensus.codec.ByteWriter;
import carnet.consensus.codec.DecodeException;
import carnet.crypto.cid.Cid;
import carnet.node.net.FetchResult.FetchFailure;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Serves one peer on its BULK link: one disk read at a time, off the event loop, and none while much is still unsent,
 * so that a slow peer costs little memory and no peer takes all of the disk; each chunk in its turn among those of all
 * peers. State belongs to the link's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or task ends the connection, which is seen there
final class ChunkServer {
    private static final int CODE_BUSY = 1;
    private static final int CODE_TOO_LARGE = 2;
    private static final int CODE_READ_ERROR = 3;

    private final Link link;
    private final SendTurns turns;
    private final ChunkSource source;
    private final Executor disk;
    private final QuietLog log;
    private final Deque<Request> waiting = new ArrayDeque<>();
    private boolean reading;

    /** While its chunk is not sent and its time is up, what comes next goes beside the others and takes no turn. */
    private SendTurns.@Nullable Turn lastTurn;

    private record Request(byte[] id, Cid cid, int maxBytes) {}

    ChunkServer(Link link, SendTurns turns, ChunkSource source, Executor disk, QuietLog log) {
        this.link = link;
        this.turns = turns;
        this.source = source;
        this.disk = disk;
        this.log = log;
    }

    static FetchFailure failureOf(int code) {
        return switch (code) {
            case CODE_TOO_LARGE -> FetchFailure.TOO_LARGE;
            case CODE_READ_ERROR -> FetchFailure.PEER_READ_ERROR;
            default -> FetchFailure.PEER_BUSY;
        };
    }

    /** A peer asks: {@code u32 request | cid 36 | u32 maxBytes}. */
    void onFetch(byte[] payload) throws DecodeException {
        ByteReader in = new ByteReader(payload);
        byte[] id = in.raw("request", 4);
        Cid cid = in.cid("chunk");
        int maxBytes = in.u32("chunk limit", NetLimits.CHUNK_MAX_BYTES);
        in.end();
        if (waiting.size() >= NetLimits.SERVE_QUEUE_MAX_REQUESTS) {
            refuse(id, CODE_BUSY);
            return;
        }
        waiting.add(new Request(id, cid, maxBytes));
        next();
    }

    private void next() {
        if (reading || link.isClosing() || link.unsentBytes() > NetLimits.BULK_UNSENT_MAX_BYTES) {
            return;
        }
        Request request = waiting.poll();
        if (request == null) {
            return;
        }
        reading = true;
        SendTurns.Turn before = lastTurn;
        if (before != null && before.isOver() && link.unsentBytes() > 0) {
            begin(request, before);
        } else {
            turns.take(turn -> begin(request, turn));
        }
    }

    private void begin(Request request, SendTurns.Turn turn) {
        if (link.isClosing()) {
            turn.end();
            return;
        }
        try {
            disk.execute(() -> read(request, turn));
        } catch (RejectedExecutionException e) {
            turn.end();
            onLoop(() -> {
                reading = false;
                refuse(request.id, CODE_BUSY);
                next();
            });
        }
    }

    private void onLoop(Runnable task) {
        if (!link.loop().isShuttingDown()) {
            link.loop().execute(task);
        }
    }

    private void read(Request request, SendTurns.Turn turn) {
        byte[] chunk = null;
        boolean failed = false;
        try {
            chunk = source.read(request.cid);
        } catch (IOException | RuntimeException e) {
            log.warn(FetchFailure.PEER_READ_ERROR, "chunk " + request.cid + " cannot be read for a peer: " + e);
            failed = true;
        }
        byte[] found = chunk;
        boolean broken = failed;
        onLoop(() -> answer(request, found, broken, turn));
    }

    private void answer(Request request, byte @Nullable [] chunk, boolean failed, SendTurns.Turn turn) {
        reading = false;
        lastTurn = turn;
        if (chunk != null && chunk.length <= request.maxBytes) {
            link.send(Frame.CHUNK, request.id, chunk).addListener(sent -> {
                turn.end();
                next();
            });
        } else {
            turn.end();
            if (failed) {
                refuse(request.id, CODE_READ_ERROR);
            } else if (chunk != null) {
                refuse(request.id, CODE_TOO_LARGE);
            } else {
                link.send(Frame.NOT_FOUND, request.id).addListener(sent -> next());
            }
        }
        next();
    }

    private void refuse(byte[] id, int code) {
        byte[] refusal = new ByteWriter().raw(id).u8(code).toBytes();
        link.offer(Frame.REFUSED, refusal, NetLimits.BULK_REFUSALS_UNSENT_MAX_BYTES);
    }
}
