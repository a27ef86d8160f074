package carnet.benchmarks.central;

import carnet.benchmarks.network.Usage;
import carnet.benchmarks.rival.ProcessTree;
import carnet.benchmarks.rival.Site;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL server of our own in a new directory, durable as it comes: every commit is flushed. */
final class Server implements AutoCloseable {
    private static final String USER = "postgres";
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(100);
    /** What PostgreSQL says while it starts and recovers. */
    private static final String CANNOT_CONNECT_NOW = "57P03";

    private static final int PASSWORD_BYTES = 16;

    /** What differs from the defaults, beside addresses: nothing that makes a commit less durable. */
    private static final List<String> SETTINGS = List.of(
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            "unix_socket_directories=",
            // Room for a burst of 300 files of 5 MB: with the default every gigabyte forces a checkpoint.
            "max_wal_size=4GB",
            "max_wal_senders=16",
            "max_replication_slots=16");

    private final Binaries binaries;
    private final Account account;
    private final Site site;
    private final Environment environment;
    private final String password;
    private final Path data;
    private final Path log;
    private final int port;
    private final InetSocketAddress reached;
    private @Nullable Process process;
    private boolean ended;

    private Server(Binaries binaries, Account account, Site site, Environment environment, String password, Path data)
            throws IOException, Failure, InterruptedException {
        this.binaries = binaries;
        this.account = account;
        this.site = site;
        this.environment = environment;
        this.password = password;
        this.data = data;
        this.log = site.directory().resolve(data.getFileName() + ".log");
        this.port = site.ports().next();
        this.reached = site.reach().of(port);
        List<String> command = new ArrayList<>(List.of(
                binaries.program("postgres"),
                "-D",
                data.toString(),
                "-c",
                "listen_addresses=" + String.join(",", new TreeSet<>(List.of(site.address(), Site.LOOPBACK))),
                "-c",
                "port=" + port));
        SETTINGS.forEach(setting -> command.addAll(List.of("-c", setting)));
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "stop database"));
        Process started = start(command);
        boolean serving = false;
        try {
            awaitServing(started);
            serving = true;
        } finally {
            if (!serving) {
                end();
            }
        }
    }

    /** Makes an empty database. */
    static Server create(Binaries binaries, Account account, Site site, String name, Environment environment)
            throws IOException, Failure, InterruptedException {
        Path data = account.directory(site.directory(), name);
        String password = HexFormat.of().formatHex(environment.entropy().bytes(PASSWORD_BYTES));
        Path secret = account.directory(site.directory(), name + "-secret").resolve("password");
        Files.writeString(secret, password, StandardCharsets.US_ASCII);
        account.give(secret);
        run(
                site,
                account,
                List.of(
                        binaries.program("initdb"),
                        "-D",
                        data.toString(),
                        "-U",
                        USER,
                        "--auth=scram-sha-256",
                        "--pwfile=" + secret,
                        "--no-sync",
                        "--encoding=UTF8",
                        "--locale=C"),
                site.directory().resolve(name + "-initdb.log"),
                "");
        Files.writeString(
                data.resolve("pg_hba.conf"),
                "host all all samenet scram-sha-256\nhost replication all samenet scram-sha-256\n",
                StandardCharsets.US_ASCII);
        return new Server(binaries, account, site, environment, password, data);
    }

    /** Makes a copy at another site that follows this server under a name. */
    Server replica(Site at, String name) throws IOException, Failure, InterruptedException {
        Path copy = account.directory(at.directory(), data.getFileName() + "-" + name);
        run(
                at,
                account,
                List.of(
                        binaries.program("pg_basebackup"),
                        "-D",
                        copy.toString(),
                        "-d",
                        "host=" + site.address() + " port=" + port + " user=" + USER + " application_name=" + name,
                        "-R",
                        "-C",
                        "-S",
                        name,
                        "-X",
                        "stream",
                        "-c",
                        "fast",
                        "--no-sync"),
                at.directory().resolve(copy.getFileName() + "-copy.log"),
                password);
        return new Server(binaries, account, at, environment, password, copy);
    }

    /** Opens a connection; a server that recovers, since one of its processes was killed, is waited for. */
    Connection connect() throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        while (true) {
            try {
                return connectNow();
            } catch (SQLException e) {
                if (!CANNOT_CONNECT_NOW.equals(e.getSQLState()) || System.nanoTime() > deadline) {
                    throw e;
                }
            }
            environment.pause().pause(POLL);
        }
    }

    private Connection connectNow() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", USER);
        properties.setProperty("password", password);
        properties.setProperty("sslmode", "disable");
        return DriverManager.getConnection(
                String.format(
                        Locale.ROOT,
                        "jdbc:postgresql://%s:%d/postgres",
                        reached.getAddress().getHostAddress(),
                        reached.getPort()),
                properties);
    }

    Usage usage() {
        return ProcessTree.usage(Objects.requireNonNull(started()).toHandle());
    }

    @Override
    public void close() {
        end();
    }

    /** Not after the end has begun: nobody would end it. */
    private synchronized Process start(List<String> command) throws IOException {
        if (ended) {
            throw new IOException("the run ends");
        }
        Process started = new ProcessBuilder(site.commands().on(account.run(command)))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        process = started;
        return started;
    }

    private synchronized @Nullable Process started() {
        return process;
    }

    private void awaitServing(Process process) throws IOException, Failure, InterruptedException {
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        String problem = "";
        while (process.isAlive() && System.nanoTime() < deadline) {
            try (Connection connection = connectNow()) {
                if (connection.isValid(1)) {
                    return;
                }
            } catch (SQLException notYet) {
                problem = String.valueOf(notYet.getMessage());
            }
            environment.pause().pause(POLL);
        }
        throw new Failure(
                ExitCode.FAILED,
                "PostgreSQL did not start: " + problem + "; its log ends with: " + tail(log),
                "Look into " + log);
    }

    private static void run(Site site, Account account, List<String> command, Path log, String password)
            throws IOException, Failure, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(site.commands().on(account.run(command)))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("PGPASSWORD", password);
        int status = builder.start().waitFor();
        if (status != 0) {
            throw new Failure(
                    ExitCode.FAILED,
                    command.get(0) + " ended with status " + status + ": " + tail(log),
                    "The directory must be one that the user of the database may enter: see --dir");
        }
    }

    private static String tail(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
        return lines.isEmpty() ? "nothing" : lines.get(lines.size() - 1);
    }

    /**
     * Ends it at once; its data is thrown away with the run. After Ctrl-C that may have begun, and then PostgreSQL's own
     * command does not find the server any more.
     */
    private synchronized void end() {
        ended = true;
        Process running = process;
        if (running == null || !running.isAlive()) {
            return;
        }
        try {
            List<String> stop =
                    List.of(binaries.program("pg_ctl"), "stop", "-D", data.toString(), "-m", "immediate", "-t", "10");
            int status = new ProcessBuilder(account.run(stop))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (status != 0 || !running.waitFor(10, TimeUnit.SECONDS)) {
                ProcessTree.end(running);
            }
        } catch (IOException e) {
            ProcessTree.end(running);
        } catch (InterruptedException e) {
            ProcessTree.end(running);
            Thread.currentThread().interrupt();
        }
    }
}
