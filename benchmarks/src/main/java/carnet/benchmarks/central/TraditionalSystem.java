package carnet.benchmarks.central;

import carnet.benchmarks.rival.Rival;
import carnet.benchmarks.rival.Site;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.crypto.secret.Entropy;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Founds the three variants of the central system, each on servers of its own. */
public final class TraditionalSystem {
    private static final Duration ATTACH_PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Binaries binaries;
    private final Account account;
    private final Environment environment;

    private TraditionalSystem(Binaries binaries, Account account, Environment environment) {
        this.binaries = binaries;
        this.account = account;
        this.environment = environment;
    }

    /** Returns it, or nothing when no PostgreSQL is installed. */
    public static Optional<TraditionalSystem> find(Environment environment) throws IOException, Failure {
        String searchPath = System.getenv("PATH");
        Optional<Binaries> found = Binaries.find(searchPath == null ? "" : searchPath);
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(new TraditionalSystem(found.get(), Account.find(), environment));
    }

    /**
     * Starts all variants: the content in a column; the content in files beside the rows; the content in a column with a
     * synchronous replica at each further site.
     *
     * @param sites the first one has the servers that take the files
     */
    public List<Rival> open(List<Site> sites) throws IOException, Failure, InterruptedException {
        Site center = sites.get(0);
        Entropy entropy = environment.entropy();
        List<Rival> rivals = new ArrayList<>();
        List<Server> started = new ArrayList<>();
        boolean opened = false;
        try {
            Server column = create(center, "bytea", started);
            rivals.add(InColumn.open(List.of(column), entropy));
            Server row = create(center, "files", started);
            rivals.add(BesideRow.open(row, center, entropy));
            if (sites.size() > 1) {
                rivals.add(InColumn.open(replicated(sites, started), entropy));
            }
            opened = true;
            return rivals;
        } finally {
            if (!opened) {
                started.forEach(Server::close);
            }
        }
    }

    private Server create(Site site, String name, List<Server> started)
            throws IOException, Failure, InterruptedException {
        Server server = Server.create(binaries, account, site, name, environment);
        started.add(server);
        return server;
    }

    private List<Server> replicated(List<Site> sites, List<Server> started)
            throws IOException, Failure, InterruptedException {
        List<Server> servers = new ArrayList<>();
        Server primary = create(sites.get(0), "replicated", started);
        servers.add(primary);
        int replicas = sites.size() - 1;
        for (int i = 1; i <= replicas; i++) {
            Server replica = primary.replica(sites.get(i), "replica" + i);
            started.add(replica);
            servers.add(replica);
        }
        String names =
                IntStream.rangeClosed(1, replicas).mapToObj(i -> "replica" + i).collect(Collectors.joining(", "));
        try (Connection connection = primary.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER SYSTEM SET synchronous_standby_names = 'FIRST " + replicas + " (" + names + ")'");
            statement.execute("SELECT pg_reload_conf()");
            awaitAttached(statement, replicas);
        } catch (SQLException e) {
            throw Central.failure(e);
        }
        return servers;
    }

    private void awaitAttached(Statement statement, int replicas) throws SQLException, Failure, InterruptedException {
        long deadline = System.nanoTime() + ATTACH_PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            try (ResultSet attached = statement.executeQuery(
                    "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming' AND sync_state = 'sync'")) {
                attached.next();
                if (attached.getInt(1) == replicas) {
                    return;
                }
            }
            environment.pause().pause(POLL);
        }
        throw new Failure(
                ExitCode.FAILED,
                "the replicas did not attach within " + ATTACH_PATIENCE.toSeconds() + " s",
                "Look into the logs of the servers: see --dir");
    }
}
