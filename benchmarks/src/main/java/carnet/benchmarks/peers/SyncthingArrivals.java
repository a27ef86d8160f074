package carnet.benchmarks.peers;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** When a device said of each file that it had finished it, by this process's clock. */
final class SyncthingArrivals implements AutoCloseable {
    private final SyncthingDevice device;
    private final Map<String, Long> moments = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private volatile boolean closed;

    private SyncthingArrivals(SyncthingDevice device) {
        this.device = device;
    }

    /** Listens from now on. */
    static SyncthingArrivals listen(SyncthingDevice device) throws IOException, InterruptedException {
        SyncthingArrivals arrivals = new SyncthingArrivals(device);
        long last = device.lastEvent();
        Thread thread = new Thread(() -> arrivals.follow(last), "arrivals");
        thread.setDaemon(true);
        thread.start();
        return arrivals;
    }

    /** Returns when a file had arrived, or nothing when it had not by the deadline. */
    Optional<Long> await(String name, long deadlineNanos) throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                Long moment = moments.get(name);
                if (moment != null) {
                    return Optional.of(moment);
                }
                long left = deadlineNanos - System.nanoTime();
                if (left <= 0 || closed) {
                    return Optional.empty();
                }
                news.await(left, TimeUnit.NANOSECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    private void follow(long from) {
        long last = from;
        try {
            while (!closed) {
                for (JsonNode event : device.finished(last)) {
                    long now = System.nanoTime();
                    last = event.path("id").asLong();
                    JsonNode data = event.path("data");
                    if (data.path("error").isNull()
                            && data.path("action").asText().equals("update")) {
                        moments.putIfAbsent(data.path("item").asText(), now);
                    }
                }
                wake();
            }
        } catch (IOException | InterruptedException e) {
            closed = true;
            wake();
        }
    }

    private void wake() {
        lock.lock();
        try {
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
