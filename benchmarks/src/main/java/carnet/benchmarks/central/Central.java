package carnet.benchmarks.central;

import carnet.benchmarks.network.Usage;
import carnet.benchmarks.results.Clock;
import carnet.benchmarks.results.Cost;
import carnet.benchmarks.results.Outcome;
import carnet.benchmarks.rival.AtOnce;
import carnet.benchmarks.rival.Rival;
import carnet.benchmarks.rival.SealedFile;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.crypto.secret.Entropy;
import carnet.crypto.secret.SecretBytes;
import carnet.crypto.vault.MemberKeys;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One variant of the central system. Every client has its connection, and every file is one transaction whose commit is
 * the answer. What a burst cost is read after a checkpoint, so that what the database put off is counted as well.
 */
abstract class Central implements Rival {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int VALID_SECONDS = 10;

    private final List<Server> servers;
    private final Clock clock;
    private final MemberKeys keys;
    private final Entropy entropy;
    private final Deque<Connection> connections = new ArrayDeque<>();

    /**
     * Takes running servers.
     *
     * @param servers the one that takes the files first, then its replicas
     * @param clock what a commit means here
     */
    Central(List<Server> servers, Clock clock, Entropy entropy) {
        this.servers = List.copyOf(servers);
        this.clock = clock;
        this.entropy = entropy;
        this.keys = MemberKeys.fromSeed(SecretBytes.copyOf(entropy.bytes(MemberKeys.SEED_BYTES)));
    }

    /** What was used up to a moment. */
    private record Reading(double clientCpuMillis, Usage servers, long log) {}

    /** Puts one file over a client's connection and returns when it is committed. */
    abstract void put(SealedFile file, Connection connection) throws IOException, SQLException;

    /** Returns what servers other than the database used. */
    Usage others() {
        return Usage.NONE;
    }

    final byte[] owner() {
        return keys.signing().publicKey().bytes();
    }

    final Server primary() {
        return servers.get(0);
    }

    @Override
    public final Outcome burst(List<Path> files, int clients) throws Failure, InterruptedException {
        try {
            connect(clients);
            Reading before = read();
            AtOnce.Fired fired = AtOnce.fire(files.size(), clients, index -> {
                Path file = files.get(index);
                SealedFile sealed = SealedFile.of(file, "application/octet-stream", keys, entropy);
                Connection connection = take();
                try {
                    put(sealed, connection);
                } finally {
                    give(connection);
                }
            });
            double clientCpuMillis = ownCpuMillis();
            Reading after = read();
            Usage used = after.servers().since(before.servers());
            Long sent = servers.size() == 1 ? null : (after.log() - before.log()) * (servers.size() - 1);
            Cost cost = new Cost(
                    used.cpuMillis(), clientCpuMillis - before.clientCpuMillis(), sent, sent, used.writtenBytes());
            Map<Clock, List<Double>> millis = new EnumMap<>(Clock.class);
            if (!fired.millis().isEmpty()) {
                millis.put(clock, fired.millis());
            }
            return new Outcome(millis, fired.failures(), fired.problem(), cost);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    @Override
    public void clear() throws IOException, Failure, InterruptedException {
        try (Connection connection = primary().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE records");
            statement.execute("CHECKPOINT");
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (connections) {
            connections.forEach(Central::close);
            connections.clear();
        }
        servers.forEach(Server::close);
    }

    /** Runs statements at the primary. */
    final void prepare(String... statements) throws Failure, InterruptedException {
        try (Connection connection = primary().connect();
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Fills in what all variants keep of a file beside its content, from parameter 1 to 4. */
    final void describe(PreparedStatement insert, SealedFile file) throws SQLException {
        insert.setBytes(1, file.hashId().value().bytes());
        insert.setBytes(2, owner());
        insert.setBytes(3, file.keyBox());
        insert.setLong(4, file.cipherBytes());
    }

    static Failure failure(SQLException e) {
        return new Failure(ExitCode.FAILED, "the database refused: " + e.getMessage());
    }

    /** Gives every client a connection that works: those of a server that crashed do not. */
    private void connect(int clients) throws SQLException, InterruptedException {
        synchronized (connections) {
            List<Connection> broken = new ArrayList<>();
            for (Connection each : connections) {
                if (!each.isValid(VALID_SECONDS)) {
                    broken.add(each);
                }
            }
            connections.removeAll(broken);
            broken.forEach(Central::close);
            while (connections.size() < clients) {
                connections.add(primary().connect());
            }
        }
    }

    /** Gives back what the client holds; the server may be gone already. */
    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException gone) {
            // There is nothing left to give back.
        }
    }

    private Connection take() {
        synchronized (connections) {
            return connections.remove();
        }
    }

    /** A connection that broke is not taken again; the next burst opens another one. */
    private void give(Connection connection) throws SQLException {
        if (!connection.isClosed()) {
            synchronized (connections) {
                connections.push(connection);
            }
        }
    }

    private Reading read() throws SQLException, InterruptedException {
        for (Server server : servers) {
            try (Connection connection = server.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("CHECKPOINT");
            }
        }
        Usage sum = others();
        for (Server server : servers) {
            sum = sum.plus(server.usage());
        }
        return new Reading(ownCpuMillis(), sum, logPosition());
    }

    private long logPosition() throws SQLException, InterruptedException {
        try (Connection connection = primary().connect();
                Statement statement = connection.createStatement();
                ResultSet position =
                        statement.executeQuery("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint")) {
            position.next();
            return position.getLong(1);
        }
    }

    private static double ownCpuMillis() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime() / NANOS_PER_MILLI
                : 0;
    }
}
