package carnet.benchmarks.campaign;

import carnet.benchmarks.network.LocalNetwork;
import carnet.benchmarks.network.RunDirectory;
import carnet.cli.devnet.NodeProcess;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.node.api.RecordStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Puts files without pause while nodes are killed (SIGKILL) and started again, one after the other and at times the next
 * before the last is back, and at the end looks for everything that was ever accepted. Some nodes lose their data
 * directory as well: only one at a time, and only when every other node has everything that was accepted, since a record
 * on a single disk cannot outlive that disk.
 */
final class KillCampaign {
    /** A command takes about so long, most of it for the passphrase: kills fall before, within and behind its sending. */
    private static final int MAX_DELAY_MILLIS = 800;

    private static final Duration COPIED_TIMEOUT = Duration.ofSeconds(90);

    private final KillPlan plan;
    private final LocalNetwork network;
    private final Environment environment;
    private final Consumer<String> lines;
    private final SplittableRandom random;
    private final Puts puts;
    private final LastCheck lastCheck;
    private final long startMillis;
    private int kills;
    private int wipes;

    KillCampaign(KillPlan plan, LocalNetwork network, Path directory, Environment environment, Consumer<String> lines)
            throws IOException {
        this.plan = plan;
        this.network = network;
        this.environment = environment;
        this.lines = lines;
        this.random = new SplittableRandom(plan.seed());
        this.puts = new Puts(plan, network, directory.resolve("files"), environment);
        this.lastCheck = new LastCheck(network, directory.resolve("back"), environment);
        this.startMillis = environment.clock().millis();
    }

    /** Runs it to the end, or to the first thing that makes going on pointless. */
    CampaignReport run() throws IOException, InterruptedException {
        List<String> problems = new ArrayList<>();
        long height = -1;
        try {
            while (kills < plan.kills()) {
                requireTime();
                kill();
            }
            puts.finish();
            problems.addAll(puts.problems());
            problems.addAll(lastCheck.problems(puts.accepted().all()));
            height = network.nodes().get(0).client().status().height();
        } catch (Failure failure) {
            problems.addAll(puts.problems());
            problems.add(failure.line());
        }
        return new CampaignReport(
                problems.isEmpty(),
                plan.seed(),
                kills,
                wipes,
                plan.files(),
                puts.accepted().count(),
                puts.repeated(),
                puts.refusals(),
                height,
                (environment.clock().millis() - startMillis) / 1_000,
                problems.stream().limit(CampaignReport.MAX_PROBLEMS).toList());
    }

    private void kill() throws IOException, Failure, InterruptedException {
        int number = kills + 1;
        boolean wipe = plan.wipes(number);
        NodeProcess victim = network.nodes().get(random.nextInt(LocalNetwork.NODES));
        int delayMillis = random.nextInt(MAX_DELAY_MILLIS);
        boolean hasty = !wipe && number < plan.kills() && random.nextInt(4) == 0;
        boolean aimed = !wipe && random.nextBoolean();
        if (wipe) {
            puts.pause();
            awaitCopies(victim);
        } else {
            puts.release(plan.filesBefore(number));
            environment.pause().pause(Duration.ofMillis(delayMillis));
            victim = aimed ? asked(victim) : victim;
        }
        for (NodeProcess node : network.nodes()) {
            node.requireAlive();
        }
        List<String> asked = puts.asked();
        victim.kill();
        kills++;
        if (wipe) {
            RunDirectory.delete(victim.home().resolve("data"));
            wipes++;
        }
        NodeProcess started = network.startAgain(victim);
        long startedMillis = environment.clock().millis();
        puts.resume();
        puts.release(plan.filesBefore(number));
        String then = "the next kill does not wait for it";
        if (!hasty) {
            network.awaitServing(started);
            then = "serves after " + since(startedMillis) + " ms";
        }
        if (wipe) {
            List<Accepted.Entry> before = puts.accepted().all();
            network.await(
                    COPIED_TIMEOUT, "wiped node " + victim.name() + " to have everything", () -> has(started, before));
            then += ", has all " + before.size() + " records after " + since(startedMillis) + " ms";
        }
        lines.accept(String.format(
                Locale.ROOT,
                "kill %3d/%d  %s%s  asked at that moment: %s  %d records accepted  %s",
                number,
                plan.kills(),
                victim.name(),
                wipe ? " and its data" : "",
                asked.isEmpty() ? "none" : String.join(" ", asked),
                puts.accepted().count(),
                then));
    }

    /** Returns a node that a command talks to, if one does. */
    private NodeProcess asked(NodeProcess otherwise) {
        List<String> asked = puts.asked();
        return network.nodes().stream()
                .filter(node -> asked.contains(node.name()))
                .findFirst()
                .orElse(otherwise);
    }

    private long since(long millis) {
        return environment.clock().millis() - millis;
    }

    /** Waits until every node but one has everything that was accepted. */
    private void awaitCopies(NodeProcess except) throws Failure, InterruptedException {
        List<Accepted.Entry> accepted = puts.accepted().all();
        for (NodeProcess node : network.nodes()) {
            if (!node.name().equals(except.name())) {
                network.await(COPIED_TIMEOUT, "node " + node.name() + " to have everything", () -> has(node, accepted));
            }
        }
    }

    private boolean has(NodeProcess node, List<Accepted.Entry> accepted) throws Failure, InterruptedException {
        node.requireAlive();
        Map<String, RecordStatus> records = network.records(node);
        return accepted.stream().allMatch(entry -> {
            RecordStatus status = records.get(entry.hashId());
            return status != null && status.held() && status.blockHash() != null;
        });
    }

    private void requireTime() throws Failure {
        if (since(startMillis) > plan.mostTime().toMillis()) {
            throw new Failure(
                    ExitCode.FAILED,
                    "the campaign took more than " + plan.mostTime().toSeconds() + " s and was ended",
                    "Run it on a quieter machine, or with fewer kills");
        }
    }
}
