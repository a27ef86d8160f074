package carnet.node.net;

import carnet.consensus.codec.ByteReader;
import carnet.consensus.codec.ByteWriter;
import carnet.consensus.codec.DecodeException;
import carnet.crypto.cid.Cid;
import carnet.node.net.FetchResult.Failed;
import carnet.node.net.FetchResult.FetchFailure;
import carnet.node.net.FetchResult.NotFound;
import carnet.node.net.FetchResult.Received;
import carnet.node.net.FetchResult.TimedOut;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What was asked of one peer and is not yet answered. Thread-safe; callbacks are called without a lock held. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or task ends the connection, which is seen there
final class Fetches {
    private final EventLoop timers;
    private final FetchBudget budget;
    private final int fetchMillis;
    private final Runnable onUnresponsive;
    private final Map<Integer, Request> open = new LinkedHashMap<>();
    private @Nullable Link link;
    private boolean closed;
    private int lastId;
    private int timeoutsInARow;
    private long openBytes;

    private record Request(int id, Cid cid, int maxBytes, BulkCallback callback, ScheduledFuture<?> timeout) {}

    Fetches(EventLoop timers, FetchBudget budget, int fetchMillis, Runnable onUnresponsive) {
        this.timers = timers;
        this.budget = budget;
        this.fetchMillis = fetchMillis;
        this.onUnresponsive = onUnresponsive;
    }

    void fetch(Cid cid, int maxBytes, BulkCallback callback) {
        FetchFailure refusal = begin(cid, maxBytes, callback);
        if (refusal != null) {
            callback.onResult(new Failed(refusal));
        }
    }

    private synchronized @Nullable FetchFailure begin(Cid cid, int maxBytes, BulkCallback callback) {
        if (closed || timers.isShuttingDown()) {
            return FetchFailure.NOT_CONNECTED;
        }
        boolean full = open.size() >= NetLimits.FETCHES_PER_PEER_MAX
                || openBytes + maxBytes > NetLimits.FETCH_PER_PEER_MAX_BYTES;
        if (full || !budget.take(maxBytes)) {
            return FetchFailure.BUSY;
        }
        int id = ++lastId;
        Request request = new Request(
                id, cid, maxBytes, callback, timers.schedule(() -> timeOut(id), fetchMillis, TimeUnit.MILLISECONDS));
        open.put(id, request);
        openBytes += maxBytes;
        if (link != null) {
            ask(link, request);
        }
        return null;
    }

    /** The BULK link stands: what waited for it is asked now. */
    synchronized void onLinkUp(Link bulk) {
        link = bulk;
        open.values().forEach(request -> ask(bulk, request));
    }

    /** The BULK link ended. */
    void onLinkDown() {
        failAll(false);
    }

    /** The peer is gone. */
    void onPeerDown() {
        failAll(true);
    }

    private void failAll(boolean forGood) {
        List<Request> failed;
        synchronized (this) {
            closed |= forGood;
            link = null;
            failed = new ArrayList<>(open.values());
            open.clear();
            failed.forEach(this::release);
        }
        failed.forEach(request -> request.callback.onResult(new Failed(FetchFailure.DISCONNECTED)));
    }

    private static void ask(Link bulk, Request request) {
        bulk.send(
                Frame.FETCH,
                new ByteWriter()
                        .u32(Integer.toUnsignedLong(request.id))
                        .cid(request.cid)
                        .u32(request.maxBytes)
                        .toBytes());
    }

    /** An answer came; false when nobody waits for it any more. */
    boolean onAnswer(Frame frame) throws DecodeException {
        ByteReader in = new ByteReader(frame.payload());
        Request request = take((int) in.u32("request"), true);
        if (request == null) {
            return false;
        }
        FetchResult result;
        try {
            result = read(frame.type(), in, request);
        } catch (DecodeException e) {
            request.callback.onResult(new Failed(FetchFailure.DISCONNECTED));
            throw e;
        }
        request.callback.onResult(result);
        return true;
    }

    private static FetchResult read(int type, ByteReader in, Request request) throws DecodeException {
        if (type == Frame.CHUNK) {
            return in.remaining() > request.maxBytes
                    ? new Failed(FetchFailure.TOO_LARGE)
                    : new Received(in.raw("chunk", in.remaining()));
        }
        if (type == Frame.NOT_FOUND) {
            in.end();
            return new NotFound();
        }
        int code = in.u8("refusal");
        in.end();
        return new Failed(ChunkServer.failureOf(code));
    }

    private void timeOut(int id) {
        Request request = take(id, false);
        if (request != null) {
            request.callback.onResult(new TimedOut());
            if (tooManyTimeouts()) {
                onUnresponsive.run();
            }
        }
    }

    private synchronized boolean tooManyTimeouts() {
        return ++timeoutsInARow >= NetLimits.TIMEOUTS_IN_A_ROW_MAX;
    }

    private synchronized @Nullable Request take(int id, boolean answered) {
        Request request = open.remove(id);
        if (request != null) {
            release(request);
            timeoutsInARow = answered ? 0 : timeoutsInARow;
        }
        return request;
    }

    private void release(Request request) {
        request.timeout.cancel(false);
        openBytes -= request.maxBytes;
        budget.give(request.maxBytes);
    }
}
