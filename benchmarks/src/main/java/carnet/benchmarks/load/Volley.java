package carnet.benchmarks.load;

import carnet.benchmarks.network.ClusterNode;
import carnet.benchmarks.network.Usage;
import carnet.benchmarks.results.Clock;
import carnet.benchmarks.results.Cost;
import carnet.benchmarks.results.Outcome;
import carnet.cli.terminal.Failure;
import carnet.node.api.NodeStatus;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Fires shots at once, waits for what becomes of them, and tells what it cost. */
final class Volley {
    /** Least time that a burst may take. */
    private static final long PATIENCE_SECONDS = 60;

    /** What it may take besides: a twentieth of a Pi's wire for its bytes. */
    private static final long PATIENT_BYTES_PER_SECOND = 500_000;

    private static final double NANOS_PER_MILLI = 1e6;

    private final List<ClusterNode> nodes;
    private final Sightings sightings;

    /** Fires at a network with these nodes, whose events come to {@code sightings}. */
    Volley(List<ClusterNode> nodes, Sightings sightings) {
        this.nodes = nodes;
        this.sightings = sightings;
    }

    /**
     * What became of one record.
     *
     * @param nanos its moments, none when it did not come through
     * @param problem why not, or null
     */
    record Fate(Map<Clock, Long> nanos, @Nullable String problem) {
        static Fate lost(@Nullable String why) {
            return new Fate(Map.of(), why);
        }
    }

    /** What was used up to a moment. */
    record Reading(
            double clientCpuMillis,
            List<Usage> usage,
            List<NodeStatus.Traffic> traffic,
            List<NodeStatus.Flushes> flushes) {}

    /**
     * Fires all shots.
     *
     * @param clients how many are under way at once; every clock starts with the burst
     * @param bytes of all of them, to know how long to wait
     */
    Outcome fire(List<Shot> shots, int clients, long bytes) throws IOException, Failure, InterruptedException {
        Reading before = read();
        Shot.Put[] landed = new Shot.Put[shots.size()];
        String[] problems = new String[shots.size()];
        long start = fire(shots, clients, landed, problems);
        judge(landed, problems);
        long deadline = deadlineNanos(bytes);
        Map<Clock, List<Double>> millis = new EnumMap<>(Clock.class);
        int failures = 0;
        String problem = null;
        for (int i = 0; i < landed.length; i++) {
            Fate fate = landed[i] == null ? Fate.lost(problems[i]) : follow(landed[i], deadline);
            if (fate.nanos().isEmpty()) {
                failures++;
                problem = fate.problem();
            }
            fate.nanos().forEach((clock, nanos) -> millis.computeIfAbsent(clock, key -> new ArrayList<>())
                    .add((nanos - start) / NANOS_PER_MILLI));
        }
        Cost cost = cost(before, read());
        sightings.clear();
        return new Outcome(millis, failures, problem, cost);
    }

    /** Fires all, into {@code landed} or {@code problems} at their index; returns when it began. */
    static long fire(List<Shot> shots, int clients, Shot.Put[] landed, String[] problems) throws InterruptedException {
        return clients < shots.size() || !shots.stream().allMatch(Shot.Ready.class::isInstance)
                ? fireInTurn(shots, clients, landed, problems)
                : fireAtOnce(shots, landed, problems);
    }

    /** Sends all of them, then waits; returns when it began. */
    private static long fireAtOnce(List<Shot> shots, Shot.Put[] landed, String[] problems) {
        List<Shot.Flight> flights = new ArrayList<>();
        long start = System.nanoTime();
        for (Shot shot : shots) {
            flights.add(((Shot.Ready) shot).send());
        }
        for (int i = 0; i < landed.length; i++) {
            landed[i] = fire(flights.get(i)::land, problems, i);
        }
        return start;
    }

    /** Lets so many clients each take the next one until there is none; returns when they began. */
    private static long fireInTurn(List<Shot> shots, int clients, Shot.Put[] landed, String[] problems)
            throws InterruptedException {
        AtomicInteger turn = new AtomicInteger();
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Math.min(clients, shots.size()); i++) {
            Thread thread = new Thread(
                    () -> {
                        try {
                            go.await();
                            for (int next = turn.getAndIncrement();
                                    next < shots.size();
                                    next = turn.getAndIncrement()) {
                                landed[next] = fire(shots.get(next), problems, next);
                            }
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    },
                    "client-" + i);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        long start = System.nanoTime();
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        return start;
    }

    /** Fires one shot; when it fails, the reason stands in {@code problems} at its index. */
    static Shot.@Nullable Put fire(Shot shot, String[] problems, int index) {
        try {
            return shot.fire();
        } catch (Failure e) {
            problems[index] = e.line();
        } catch (IOException | RuntimeException e) {
            problems[index] = e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            problems[index] = "interrupted";
        }
        return null;
    }

    /** Takes out what no node has signed for, and why. */
    static void judge(Shot.Put[] landed, String[] problems) throws InterruptedException {
        for (int i = 0; i < landed.length; i++) {
            try {
                if (landed[i] != null) {
                    landed[i].answer().require();
                }
            } catch (Failure | IOException | RuntimeException e) {
                problems[i] = e instanceof Failure failure ? failure.line() : e.toString();
                landed[i] = null;
            }
        }
    }

    /** Returns when to give up on a burst that began now. */
    static long deadlineNanos(long bytes) {
        return Sightings.deadlineNanos(PATIENCE_SECONDS + bytes / PATIENT_BYTES_PER_SECOND);
    }

    /** Waits for the moments of one record. */
    Fate follow(Shot.Put landed, long deadline) throws Failure, InterruptedException {
        Map<Clock, Long> clocks = new EnumMap<>(Clock.class);
        clocks.put(Clock.ACCEPTED, landed.answeredNanos());
        String payload = landed.payloadCid();
        if (payload != null) {
            int all = nodes.size();
            for (Map.Entry<Clock, Integer> copies : Map.of(
                            Clock.REPLICATED_2, 2, Clock.REPLICATED_3, 3, Clock.REPLICATED_ALL, all)
                    .entrySet()) {
                if (copies.getValue() > all) {
                    continue;
                }
                Optional<Long> held = sightings.awaitHeld(payload, copies.getValue(), deadline);
                if (held.isEmpty()) {
                    return Fate.lost("it was not held by " + copies.getValue() + " nodes in time");
                }
                clocks.put(copies.getKey(), held.get());
            }
        }
        Optional<Long> inBlock = sightings.awaitInBlock(landed.txid(), deadline);
        if (inBlock.isEmpty()) {
            return Fate.lost("it was not in a block on all nodes in time");
        }
        clocks.put(Clock.IN_BLOCK, inBlock.get());
        return new Fate(clocks, null);
    }

    /** Reads what was used until now. */
    Reading read() throws IOException, Failure, InterruptedException {
        List<Usage> usage = new ArrayList<>();
        List<NodeStatus.Traffic> traffic = new ArrayList<>();
        List<NodeStatus.Flushes> flushes = new ArrayList<>();
        for (ClusterNode node : nodes) {
            NodeStatus status = node.client().status();
            traffic.add(status.traffic());
            flushes.add(status.flushes());
            if (node.usage() != null) {
                usage.add(node.usage().read());
            }
        }
        return new Reading(ownCpuMillis(), usage, traffic, flushes);
    }

    private static double ownCpuMillis() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime() / NANOS_PER_MILLI
                : 0;
    }

    /** Returns what was used between two readings. */
    static Cost cost(Reading before, Reading after) {
        long source = sent(before, after, 0);
        long all = 0;
        long mostFlushes = 0;
        for (int i = 0; i < after.traffic().size(); i++) {
            all += sent(before, after, i);
            mostFlushes = Math.max(mostFlushes, flushes(before, after, i));
        }
        Double serverCpu = null;
        Long written = null;
        Long highestResident = null;
        if (after.usage().size() == after.traffic().size()) {
            serverCpu = 0.0;
            written = 0L;
            highestResident = 0L;
            for (int i = 0; i < after.usage().size(); i++) {
                Usage used = after.usage().get(i).since(before.usage().get(i));
                serverCpu += used.cpuMillis();
                written += used.writtenBytes();
                highestResident = Math.max(highestResident, used.peakResidentBytes());
            }
        }
        return new Cost(
                serverCpu,
                after.clientCpuMillis() - before.clientCpuMillis(),
                source,
                all,
                written,
                flushes(before, after, 0),
                mostFlushes,
                highestResident);
    }

    private static long sent(Reading before, Reading after, int node) {
        NodeStatus.Traffic from = before.traffic().get(node);
        NodeStatus.Traffic to = after.traffic().get(node);
        return to.messagesSent() + to.chunksSent() - from.messagesSent() - from.chunksSent();
    }

    private static long flushes(Reading before, Reading after, int node) {
        NodeStatus.Flushes from = before.flushes().get(node);
        NodeStatus.Flushes to = after.flushes().get(node);
        return to.content() + to.chain() - from.content() - from.chain();
    }
}
