package carnet.benchmarks.load;

import carnet.benchmarks.network.Cluster;
import carnet.benchmarks.network.ClusterNode;
import carnet.benchmarks.results.Burst;
import carnet.benchmarks.results.Clock;
import carnet.benchmarks.results.Kind;
import carnet.benchmarks.results.Quantiles;
import carnet.benchmarks.results.Rate;
import carnet.cli.terminal.Failure;
import carnet.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Fires shots at moments fixed before (open loop), whatever became of the others. */
final class Stream implements AutoCloseable {
    /** Files that may be under way at once; what is due later waits here, while its clocks run. */
    private static final int CLIENTS = 128;

    private static final int MAKERS = 8;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Cluster cluster;
    private final Sightings sightings;
    private final Shots shots;
    private final Volley volley;
    private final Terminal terminal;
    private final ExecutorService makers = Executors.newFixedThreadPool(MAKERS);

    Stream(Cluster cluster, Sightings sightings, Path directory, Terminal terminal) {
        this.terminal = terminal;
        this.cluster = cluster;
        this.sightings = sightings;
        this.shots = new Shots(cluster, directory, FreshBytes.source(), makers);
        this.volley = new Volley(cluster.clusterNodes(), sightings);
    }

    /** Runs one stream to its end and returns what became of it. */
    Rate run(Kind kind, long fileBytes, int perSecond, int seconds) throws IOException, Failure, InterruptedException {
        List<Shot> made = shots(kind, fileBytes, Math.multiplyExact(perSecond, seconds));
        Volley.Reading before = volley.read();
        Shot.Put[] landed = new Shot.Put[made.size()];
        String[] problems = new String[made.size()];
        long start = System.nanoTime() + (long) NANOS_PER_SECOND / 10;
        if (made.stream().allMatch(Shot.Ready.class::isInstance)) {
            sendAll(made, start, perSecond, landed, problems);
        } else {
            putAll(made, start, perSecond, landed, problems);
        }
        Volley.judge(landed, problems);
        long deadline = Volley.deadlineNanos(fileBytes * made.size());
        Map<Clock, List<List<Double>>> millis = new EnumMap<>(Clock.class);
        long last = start;
        int failures = 0;
        String problem = null;
        for (int i = 0; i < landed.length; i++) {
            Volley.Fate fate = landed[i] == null ? Volley.Fate.lost(problems[i]) : volley.follow(landed[i], deadline);
            if (fate.nanos().isEmpty()) {
                failures++;
                problem = fate.problem();
            }
            long intended = moment(start, i, perSecond);
            int second = i / perSecond;
            fate.nanos().forEach((clock, nanos) -> millis.computeIfAbsent(clock, key -> lists(seconds))
                    .get(second)
                    .add((nanos - intended) / NANOS_PER_MILLI));
            last = Math.max(last, fate.nanos().getOrDefault(Clock.IN_BLOCK, start));
        }
        if (failures > 0) {
            terminal.note(failures + " of " + made.size() + " records failed, such as: " + problem);
        }
        Volley.Reading after = volley.read();
        sightings.clear();
        Map<Clock, Quantiles> clocks = new EnumMap<>(Clock.class);
        millis.forEach((clock, values) -> clocks.put(clock, Quantiles.ofStretches(values)));
        return new Rate(
                Burst.CARNET,
                cluster.setting(),
                kind,
                fileBytes,
                perSecond,
                (made.size() - failures) * NANOS_PER_SECOND / Math.max(1, last - start),
                seconds,
                failures,
                clocks,
                Volley.cost(before, after));
    }

    private static List<List<Double>> lists(int count) {
        return IntStream.range(0, count)
                .<List<Double>>mapToObj(i -> new ArrayList<>())
                .toList();
    }

    private static void sendAll(List<Shot> shots, long start, int perSecond, Shot.Put[] landed, String[] problems) {
        List<Shot.Flight> flights = new ArrayList<>();
        for (int i = 0; i < landed.length; i++) {
            waitUntil(moment(start, i, perSecond));
            flights.add(((Shot.Ready) shots.get(i)).send());
        }
        for (int i = 0; i < landed.length; i++) {
            landed[i] = Volley.fire(flights.get(i)::land, problems, i);
        }
    }

    private static void putAll(List<Shot> shots, long start, int perSecond, Shot.Put[] landed, String[] problems)
            throws InterruptedException {
        AtomicInteger turn = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Math.min(CLIENTS, shots.size()); i++) {
            Thread thread = new Thread(
                    () -> {
                        for (int next = turn.getAndIncrement(); next < shots.size(); next = turn.getAndIncrement()) {
                            waitUntil(moment(start, next, perSecond));
                            landed[next] = Volley.fire(shots.get(next), problems, next);
                        }
                    },
                    "client-" + i);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private List<Shot> shots(Kind kind, long fileBytes, int count) throws IOException, Failure, InterruptedException {
        List<ClusterNode> nodes = cluster.clusterNodes();
        List<List<Shot>> byNode = new ArrayList<>();
        for (ClusterNode node : nodes) {
            byNode.add(shots.make(kind, fileBytes, (count + nodes.size() - 1) / nodes.size(), node.client()));
        }
        List<Shot> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(byNode.get(i % nodes.size()).get(i / nodes.size()));
        }
        return all;
    }

    private static long moment(long start, int index, int perSecond) {
        return start + (long) (index * NANOS_PER_SECOND / perSecond);
    }

    private static void waitUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    @Override
    public void close() {
        shots.close();
        makers.shutdownNow();
    }
}
