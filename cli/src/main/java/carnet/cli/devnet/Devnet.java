package carnet.cli.devnet;

import carnet.cli.client.NodeClient;
import carnet.cli.client.NodeUrl;
import carnet.cli.home.HomeFile;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.cli.terminal.Json;
import carnet.node.api.NodeStatus;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiPredicate;

/**
 * A network: nodes as processes, members of two countries, sample records put at one node and read at another. Only
 * public commands act, in the order in which a person would type them on so many boards.
 */
public final class Devnet implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration AGREE_TIMEOUT = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int PASSPHRASE_BYTES = 18;
    private static final int MEBIBYTE = 1024 * 1024;

    private final Path dir;
    private final Environment environment;
    private final Commands commands;
    private final List<NodeProcess> nodes = new CopyOnWriteArrayList<>();

    /** Takes an empty directory. */
    public Devnet(Path dir, Environment environment, Commands commands) {
        this.dir = dir;
        this.environment = environment;
        this.commands = commands;
    }

    /** Makes the nodes' keys, the registrars and the genesis file, and starts a node on each host. */
    public void found(List<NodeHost> hosts) throws IOException, Failure, InterruptedException {
        List<String> create = new ArrayList<>(List.of("network", "create", "--name", "devnet", "--card"));
        for (NodeHost host : hosts) {
            commands.run(
                    "node",
                    "init",
                    "--home",
                    at(host.name()),
                    "--name",
                    host.name(),
                    "--listen",
                    host.listen(),
                    "--http",
                    host.http());
            create.add(at(host.name() + "/card.json"));
        }
        byte[] passphrase = environment.entropy().checked(PASSPHRASE_BYTES);
        HomeFile.createPrivate(
                dir.resolve("passphrase"),
                (Base64.getUrlEncoder().encodeToString(passphrase) + "\n").getBytes(StandardCharsets.US_ASCII));
        newMember("registrar-cn", "CN", "registrar", hosts.get(0).url());
        newMember("registrar-de", "DE", "registrar", hosts.get(1 % hosts.size()).url());
        create.addAll(List.of(
                "--registrar",
                "CN=" + at("registrar-cn/card.json"),
                "DE=" + at("registrar-de/card.json"),
                "-o",
                at("network.genesis")));
        commands.run(create.toArray(String[]::new));
        for (NodeHost host : hosts) {
            String[] start = {"node", "start", "--home", at(host.name()), "--genesis", at("network.genesis")};
            commands.show(start);
            nodes.add(
                    NodeProcess.start(host, dir.resolve(host.name()), new NodeClient(host.url(), environment), start));
        }
        awaitAll(
                START_TIMEOUT,
                "to serve and to see each other",
                (first, each) -> each.state().equals("serving") && each.peers().size() == hosts.size() - 1);
    }

    /** Registers a member of each country, puts the samples, reads them at another node and compares. */
    public Report tell() throws IOException, Failure, InterruptedException {
        NodeUrl first = nodes.get(0).client().url();
        NodeUrl second = nodes.get(1 % nodes.size()).client().url();
        String lamps = newMember("lamps-ningbo", "CN", "member", first);
        newMember("leuchten-bremen", "DE", "member", second);
        register("registrar-cn", "lamps-ningbo");
        register("registrar-de", "leuchten-bremen");
        NodeUrl reader = nodes.get(nodes.size() - 1).client().url();
        List<Report.Put> records = new ArrayList<>();
        boolean same = true;
        try (Watch watch = new Watch(nodes, lamps, environment)) {
            Samples.write(dir.resolve("samples"));
            // One after the other, each on all nodes before the next begins, so that no clock runs on another's
            // account.
            String out = commands.run(
                    "record",
                    "put",
                    at("samples"),
                    "--parallel",
                    "1",
                    "--wait",
                    "replicated",
                    "--json",
                    "--home",
                    at("lamps-ningbo"),
                    "--passphrase-file",
                    at("passphrase"));
            for (JsonNode put : json(out).path("records")) {
                records.add(measured(put, watch.await(put.path("hashId").asText())));
            }
        }
        for (int i = 0; i < records.size(); i++) {
            Report.Put record = records.get(i);
            Path back = dir.resolve("back").resolve(record.name());
            Files.createDirectories(dir.resolve("back"));
            commands.run(
                    "record",
                    "get",
                    record.hashId(),
                    "-o",
                    back.toString(),
                    "--node",
                    reader.toString(),
                    "--home",
                    at("lamps-ningbo"),
                    "--passphrase-file",
                    at("passphrase"));
            same &= Files.mismatch(dir.resolve("samples").resolve(record.name()), back) == -1;
        }
        commands.run("chain", "verify", "--node", reader.toString());
        awaitAll(
                AGREE_TIMEOUT,
                "to agree on one head",
                (one, each) -> each.head().equals(one.head()) && each.pool().transactions() == 0);
        return new Report(same, report(), records);
    }

    /** Returns what each node says of itself now. */
    private List<Report.Node> report() throws Failure, InterruptedException {
        List<Report.Node> report = new ArrayList<>();
        for (NodeProcess node : nodes) {
            NodeStatus status = node.client().status();
            long rssMiB = status.rssBytes() < 0 ? -1 : status.rssBytes() / MEBIBYTE;
            report.add(new Report.Node(node.name(), status.id(), status.head(), status.height(), rssMiB));
        }
        return report;
    }

    private static Report.Put measured(JsonNode put, Watch.Seen seen) {
        long startedAtMillis = put.path("startedAtMillis").asLong();
        return new Report.Put(
                String.valueOf(Path.of(put.path("file").asText()).getFileName()),
                put.path("sizeBytes").asLong(),
                put.path("hashId").asText(),
                put.path("payloadCid").asText(),
                put.path("acceptedMillis").asLong(),
                seen.heldAtMillis() - startedAtMillis,
                seen.inBlockAtMillis() - startedAtMillis);
    }

    /** Makes a member and returns its key. */
    private String newMember(String home, String domain, String role, NodeUrl url) throws Failure {
        String out = commands.run(
                "member",
                "new",
                "--home",
                at(home),
                "--domain",
                domain,
                "--role",
                role,
                "--node",
                url.toString(),
                "--passphrase-file",
                at("passphrase"),
                "--json");
        return json(out).path("key").asText();
    }

    private void register(String registrar, String member) throws Failure {
        commands.run(
                "member",
                "register",
                "--home",
                at(registrar),
                "--card",
                at(member + "/card.json"),
                "--wait",
                "--passphrase-file",
                at("passphrase"));
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a command printed no JSON", e);
        }
    }

    /** Something that is waited for. */
    @FunctionalInterface
    public interface Wish {
        /** Returns whether it has come true; a node that does not answer means not yet. */
        boolean isMet() throws Failure, InterruptedException;
    }

    private void awaitAll(Duration timeout, String what, BiPredicate<NodeStatus, NodeStatus> ofFirstAndEach)
            throws Failure, InterruptedException {
        await(timeout, "the nodes " + what, () -> {
            List<NodeStatus> all = new ArrayList<>();
            for (NodeProcess node : nodes) {
                node.requireAlive();
                all.add(node.client().status());
            }
            return all.stream().allMatch(each -> ofFirstAndEach.test(all.get(0), each));
        });
    }

    /** Waits until {@code wish} is met, or fails saying what was waited for. */
    public void await(Duration timeout, String what, Wish wish) throws Failure, InterruptedException {
        long deadlineMillis = environment.clock().millis() + timeout.toMillis();
        String problem = "";
        while (environment.clock().millis() < deadlineMillis) {
            try {
                if (wish.isMet()) {
                    return;
                }
                problem = "";
            } catch (Failure notYet) {
                if (notYet.exitCode() != ExitCode.NETWORK) {
                    throw notYet;
                }
                problem = ": " + notYet.line();
            }
            environment.pause().pause(PAUSE);
        }
        throw new Failure(
                ExitCode.FAILED,
                "waited more than " + timeout.toSeconds() + " s for " + what + problem,
                "Look into the node.log files below " + dir);
    }

    /** Returns the nodes, whether they run at this moment or not. */
    public List<NodeProcess> nodes() {
        return List.copyOf(nodes);
    }

    /** Starts a node whose process ended, and returns its new process. */
    public NodeProcess startAgain(NodeProcess ended) throws IOException {
        NodeProcess started = ended.startAgain();
        nodes.replaceAll(node -> node.name().equals(ended.name()) ? started : node);
        return started;
    }

    /** Makes a member in a directory of this name, has the registrar of its domain register it, and returns its key. */
    public String join(String name, String domain) throws Failure {
        String key = newMember(name, domain, "member", nodes.get(0).client().url());
        register("registrar-" + domain.toLowerCase(Locale.ROOT), name);
        return key;
    }

    /** Says how to go on by hand. */
    public void explain() {
        environment.terminal().line("The network runs until you press Ctrl-C. Its directory is " + dir);
        for (NodeProcess node : nodes) {
            environment
                    .terminal()
                    .line("  node " + node.name() + "  " + node.client().url() + "  process "
                            + node.process().pid());
        }
        environment.terminal().line("Try in another terminal:");
        String member = " --home " + at("lamps-ningbo");
        environment.terminal().line("  ./carnet record put FILE" + member + " --passphrase-file " + at("passphrase"));
        environment.terminal().line("  ./carnet record list" + member);
        environment.terminal().line("  ./carnet chain show" + member);
        environment.terminal().line("  ./carnet node status --home " + at("A"));
    }

    /** Ends all nodes. */
    @Override
    public void close() {
        nodes.parallelStream().forEach(NodeProcess::stop);
    }

    private String at(String below) {
        return dir.resolve(below).toString();
    }
}
