package carnet.benchmarks.campaign;

import carnet.benchmarks.network.LocalNetwork;
import carnet.cli.devnet.NodeProcess;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Puts files in the background with {@code carnet record put}, each command at the next node in turn. A command that did
 * not put all its files is run again, the same but for the node, until it did.
 */
final class Puts {
    private static final int WRITERS = 2;

    /** Files of one command. */
    private static final int MAX_BATCH = 3;

    /** How long one command is repeated before its files are given up. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final KillPlan plan;
    private final LocalNetwork network;
    private final Path directory;
    private final Environment environment;
    private final Accepted accepted = new Accepted();
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicInteger repeated = new AtomicInteger();
    private final Map<String, Integer> refusals = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private int released;
    private int next;
    private int underWay;
    private boolean paused;

    Puts(KillPlan plan, LocalNetwork network, Path directory, Environment environment) throws IOException {
        this.plan = plan;
        this.network = network;
        this.directory = Files.createDirectories(directory);
        this.environment = environment;
        for (int i = 0; i < WRITERS; i++) {
            Thread writer = new Thread(this::work, "writer-" + (i + 1));
            writer.setDaemon(true);
            writer.start();
        }
    }

    /** Lets the files below {@code count} be put. */
    synchronized void release(int count) {
        released = count;
        notifyAll();
    }

    /** Begins no further command and returns when none is under way. */
    synchronized void pause() throws InterruptedException {
        paused = true;
        while (underWay > 0) {
            wait();
        }
    }

    synchronized void resume() {
        paused = false;
        notifyAll();
    }

    /** Returns when every file was put or given up. */
    synchronized void finish() throws InterruptedException {
        released = plan.files();
        notifyAll();
        while (next < plan.files() || underWay > 0) {
            wait();
        }
    }

    /** Returns the names of the nodes that commands talk to at this moment. */
    synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    Accepted accepted() {
        return accepted;
    }

    /** Returns how many commands had to be run again. */
    int repeated() {
        return repeated.get();
    }

    /** Returns what nodes refused for good, and how often. */
    synchronized Map<String, Integer> refusals() {
        return new TreeMap<>(refusals);
    }

    /** Returns what went wrong. */
    synchronized List<String> problems() {
        return List.copyOf(problems);
    }

    private void work() {
        try {
            while (true) {
                List<SampleFile> batch = take();
                try {
                    put(batch);
                } catch (IOException | RuntimeException e) {
                    problem("putting files failed: " + e);
                } finally {
                    done();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized List<SampleFile> take() throws InterruptedException {
        while (paused || next >= released) {
            wait();
        }
        underWay++;
        List<SampleFile> batch = new ArrayList<>();
        while (next < released && batch.size() < MAX_BATCH) {
            batch.add(new SampleFile(next++, plan.seed()));
        }
        return batch;
    }

    private synchronized void done() {
        underWay--;
        notifyAll();
    }

    private synchronized void ask(String node) {
        asked.add(node);
    }

    private synchronized void answered(String node) {
        asked.remove(node);
    }

    private synchronized void problem(String text) {
        problems.add(text);
    }

    private void put(List<SampleFile> batch) throws IOException, InterruptedException {
        List<Path> paths = new ArrayList<>();
        for (SampleFile file : batch) {
            paths.add(file.write(directory));
        }
        long deadlineMillis = environment.clock().millis() + PATIENCE.toMillis();
        String complaint = "";
        while (environment.clock().millis() < deadlineMillis) {
            NodeProcess node = network.nodes().get(Math.floorMod(turn.getAndIncrement(), LocalNetwork.NODES));
            ask(node.name());
            CommandRun run = CommandRun.of(environment, arguments(paths, node));
            answered(node.name());
            note(run, batch, paths, node);
            if (run.status() == ExitCode.OK.status()) {
                for (Path path : paths) {
                    Files.delete(path);
                }
                return;
            }
            complaint = run.err();
            repeated.incrementAndGet();
            environment.pause().pause(PAUSE);
        }
        problem("gave up putting " + paths + " after " + PATIENCE.toSeconds() + " s; the last answer was: "
                + complaint);
    }

    private String[] arguments(List<Path> paths, NodeProcess node) {
        List<String> arguments = new ArrayList<>(List.of("record", "put"));
        paths.forEach(path -> arguments.add(path.toString()));
        arguments.addAll(List.of(
                "--json",
                "--node",
                node.client().url().toString(),
                "--home",
                network.member().directory().toString(),
                "--passphrase-file",
                network.member().passphraseFile().toString()));
        return arguments.toArray(String[]::new);
    }

    private void note(CommandRun run, List<SampleFile> batch, List<Path> paths, NodeProcess node)
            throws JsonProcessingException {
        if (run.out().isBlank()) {
            noteRefusal(run.status(), run.err());
            return;
        }
        for (JsonNode put : Json.MAPPER.readTree(run.out()).path("records")) {
            int exitCode = put.path("exitCode").asInt();
            if (exitCode == ExitCode.OK.status()) {
                int index = paths.indexOf(Path.of(put.path("file").asText()));
                accepted.add(put.path("hashId").asText(), batch.get(index), node.name());
            } else {
                noteRefusal(exitCode, put.path("error").asText());
            }
        }
    }

    /** A node that is away or busy is what a campaign expects; whatever else it says is worth a look. */
    private synchronized void noteRefusal(int exitCode, String text) {
        if (exitCode != ExitCode.OK.status() && exitCode != ExitCode.NETWORK.status()) {
            refusals.merge(text.replaceAll("[0-9a-f]{16,}|, request [^)]*", "..."), 1, Integer::sum);
        }
    }
}
