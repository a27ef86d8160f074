package carnet.benchmarks.central;

import carnet.benchmarks.rival.Candidate;
import carnet.benchmarks.rival.Rival;
import carnet.benchmarks.rival.Site;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.cli.terminal.Terminal;
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

/** Founds the variants of the central system, each on servers of its own. */
public final class TraditionalSystem {
    private static final Duration ATTACH_PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Binaries binaries;
    private final Account account;

    private TraditionalSystem(Binaries binaries, Account account) {
        this.binaries = binaries;
        this.account = account;
    }

    /**
     * Returns all variants: the content in a column; the content in files beside the rows; the content in a column with a
     * synchronous replica at each site but the first. Returns none, and says so, when no PostgreSQL is installed.
     */
    public static List<Candidate> variants(int sites, Terminal terminal) throws IOException, Failure {
        String searchPath = System.getenv("PATH");
        Optional<Binaries> found = Binaries.find(searchPath == null ? "" : searchPath);
        if (found.isEmpty()) {
            terminal.note("traditional: PostgreSQL not found, skipped (Debian: apt install postgresql)");
            return List.of();
        }
        TraditionalSystem system = new TraditionalSystem(found.get(), Account.find());
        return List.of(
                new Candidate("postgresql bytea", system::inColumn),
                new Candidate("postgresql files", system::besideRow),
                new Candidate("postgresql " + (sites - 1) + " sync replicas", system::replicated));
    }

    /** Makes a rival of servers; they are noted in the list as soon as they run. */
    private interface Assembly {
        Rival of(List<Server> started) throws IOException, Failure, InterruptedException;
    }

    private Rival inColumn(List<Site> sites, Environment environment)
            throws IOException, Failure, InterruptedException {
        return assembled(started -> {
            started.add(Server.create(binaries, account, sites.get(0), "bytea", environment));
            return InColumn.open(started, environment.entropy());
        });
    }

    private Rival besideRow(List<Site> sites, Environment environment)
            throws IOException, Failure, InterruptedException {
        return assembled(started -> {
            started.add(Server.create(binaries, account, sites.get(0), "files", environment));
            return BesideRow.open(started.get(0), sites.get(0), environment.entropy());
        });
    }

    private Rival replicated(List<Site> sites, Environment environment)
            throws IOException, Failure, InterruptedException {
        return assembled(started -> {
            started.add(Server.create(binaries, account, sites.get(0), "replicated", environment));
            replicate(started, sites, environment);
            return InColumn.open(started, environment.entropy());
        });
    }

    private static Rival assembled(Assembly assembly) throws IOException, Failure, InterruptedException {
        List<Server> started = new ArrayList<>();
        boolean opened = false;
        try {
            Rival rival = assembly.of(started);
            opened = true;
            return rival;
        } finally {
            if (!opened) {
                started.forEach(Server::close);
            }
        }
    }

    /** Adds a server at each further site that follows the first one, whose commits wait for all of them. */
    private static void replicate(List<Server> started, List<Site> sites, Environment environment)
            throws IOException, Failure, InterruptedException {
        Server primary = started.get(0);
        int replicas = sites.size() - 1;
        for (int i = 1; i <= replicas; i++) {
            started.add(primary.replica(sites.get(i), "replica" + i));
        }
        String names =
                IntStream.rangeClosed(1, replicas).mapToObj(i -> "replica" + i).collect(Collectors.joining(", "));
        try (Connection connection = primary.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER SYSTEM SET synchronous_standby_names = 'FIRST " + replicas + " (" + names + ")'");
            statement.execute("SELECT pg_reload_conf()");
            awaitAttached(statement, replicas, environment);
        } catch (SQLException e) {
            throw Central.failure(e);
        }
    }

    private static void awaitAttached(Statement statement, int replicas, Environment environment)
            throws SQLException, Failure, InterruptedException {
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
