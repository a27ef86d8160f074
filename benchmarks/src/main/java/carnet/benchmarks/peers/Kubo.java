package carnet.benchmarks.peers;

import carnet.benchmarks.network.Usage;
import carnet.benchmarks.results.Cost;
import carnet.benchmarks.results.Outcome;
import carnet.benchmarks.rival.AtOnce;
import carnet.benchmarks.rival.ProcessTree;
import carnet.benchmarks.rival.Rival;
import carnet.benchmarks.rival.SealedFile;
import carnet.benchmarks.rival.Site;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.crypto.secret.SecretBytes;
import carnet.crypto.vault.MemberKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The paper's stack: Kubo with IPFS Cluster, a private swarm in which every peer pins everything. The client encrypts as
 * ours does and adds each file at the first peer; a peer holds a file when its Kubo lists it as pinned, which is asked
 * every 20 ms.
 */
final class Kubo implements Rival {
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int KEY_BYTES = 32;

    private final List<KuboNode> nodes;
    private final Environment environment;
    private final MemberKeys keys;

    private Kubo(List<KuboNode> nodes, Environment environment) {
        this.nodes = List.copyOf(nodes);
        this.environment = environment;
        this.keys = MemberKeys.fromSeed(SecretBytes.copyOf(environment.entropy().bytes(MemberKeys.SEED_BYTES)));
    }

    static Kubo open(List<Site> sites, Environment environment) throws IOException, Failure, InterruptedException {
        String swarmKey = HexFormat.of().formatHex(environment.entropy().bytes(KEY_BYTES));
        String secret = HexFormat.of().formatHex(environment.entropy().bytes(KEY_BYTES));
        List<KuboNode> nodes = new ArrayList<>();
        boolean opened = false;
        try {
            for (Site site : sites) {
                nodes.add(KuboNode.init(site, swarmKey));
            }
            for (KuboNode node : nodes) {
                node.start(nodes, secret);
            }
            Kubo kubo = new Kubo(nodes, environment);
            kubo.await("to find each other", kubo::isComplete);
            opened = true;
            return kubo;
        } finally {
            if (!opened) {
                nodes.forEach(KuboNode::end);
            }
        }
    }

    @Override
    public Outcome burst(List<Path> files, int clients) throws IOException, Failure, InterruptedException {
        Usage before = usage();
        double cpuBefore = ProcessTree.ownMillis();
        List<Arrivals> watched = new ArrayList<>();
        for (KuboNode node : nodes) {
            watched.add(Arrivals.follow(() -> {
                environment.pause().pause(POLL);
                return node.pinned();
            }));
        }
        String[] cids = new String[files.size()];
        AtOnce.Fired fired = AtOnce.fire(files.size(), clients, index -> {
            SealedFile sealed =
                    SealedFile.of(files.get(index), "application/octet-stream", keys, environment.entropy());
            cids[index] = nodes.get(0).add(sealed.hashId().toString(), sealed::cipher);
        });
        Arrivals.Spread spread = Arrivals.await(fired, Arrays.asList(cids), watched, 0, Arrivals.deadline(files));
        watched.forEach(Arrivals::close);
        Usage used = usage().since(before);
        Cost cost = new Cost(used.cpuMillis(), ProcessTree.ownMillis() - cpuBefore, null, null, used.writtenBytes());
        String problem = fired.problem() == null && spread.failures() > 0
                ? "it was not pinned everywhere in time"
                : fired.problem();
        return new Outcome(spread.millis(), spread.failures(), problem, cost);
    }

    @Override
    public void clear() throws IOException, Failure, InterruptedException {
        for (String cid : nodes.get(0).pinned()) {
            nodes.get(0).unpin(cid);
        }
        await("to unpin everything", () -> {
            for (KuboNode node : nodes) {
                if (!node.pinned().isEmpty()) {
                    return false;
                }
            }
            return true;
        });
        for (KuboNode node : nodes) {
            node.collectGarbage();
        }
    }

    @Override
    public void close() {
        nodes.forEach(KuboNode::end);
    }

    private interface Wish {
        boolean isMet() throws IOException, InterruptedException;
    }

    private void await(String what, Wish wish) throws IOException, Failure, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!wish.isMet()) {
            if (System.nanoTime() > deadline) {
                throw new Failure(
                        ExitCode.FAILED,
                        "the IPFS peers took more than " + PATIENCE.toMinutes() + " minutes " + what,
                        "Look into ipfs.log and ipfs-cluster-service.log of each: see --dir");
            }
            environment.pause().pause(POLL);
        }
    }

    private boolean isComplete() throws InterruptedException {
        for (KuboNode node : nodes) {
            if (node.clusterPeers() < nodes.size() || node.swarmPeers() < nodes.size() - 1) {
                return false;
            }
        }
        return true;
    }

    private Usage usage() {
        Usage sum = Usage.NONE;
        for (KuboNode node : nodes) {
            sum = sum.plus(node.usage());
        }
        return sum;
    }
}
