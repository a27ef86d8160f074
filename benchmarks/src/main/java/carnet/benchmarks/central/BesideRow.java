package carnet.benchmarks.central;

import carnet.benchmarks.network.Usage;
import carnet.benchmarks.results.Clock;
import carnet.benchmarks.rival.ProcessTree;
import carnet.benchmarks.rival.SealedFile;
import carnet.benchmarks.rival.Site;
import carnet.cli.terminal.Failure;
import carnet.crypto.secret.Entropy;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The file lies beside the database: a file server flushes it first, then its row is committed. */
final class BesideRow extends Central {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int PATH = 5;

    private final Path store;
    private final Process fileServer;
    private final InetSocketAddress reached;
    private final Map<Connection, Socket> sockets = new ConcurrentHashMap<>();

    private BesideRow(Server server, Path store, Process fileServer, InetSocketAddress reached, Entropy entropy) {
        super(List.of(server), Clock.ACCEPTED, entropy);
        this.store = store;
        this.fileServer = fileServer;
        this.reached = reached;
    }

    static BesideRow open(Server server, Site site, Entropy entropy) throws IOException, Failure, InterruptedException {
        Path store = Files.createDirectory(site.directory().resolve("store"));
        int port = site.ports().next();
        Process process = new ProcessBuilder(site.commands()
                        .on(List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:+UseSerialGC",
                                "-Xmx64m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                FileServer.class.getName(),
                                Site.LOOPBACK,
                                Integer.toString(port),
                                store.toString())))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "stop file server"));
        BesideRow opened = new BesideRow(server, store, process, site.reach().of(port), entropy);
        boolean ready = false;
        try {
            opened.await(process.inputReader());
            ready = true;
            return opened;
        } finally {
            if (!ready) {
                opened.close();
            }
        }
    }

    private void await(BufferedReader said) throws IOException, Failure, InterruptedException {
        if (!FileServer.READY.equals(said.readLine())) {
            throw new IOException("the file server did not start");
        }
        prepare("CREATE TABLE records (hash_id bytea PRIMARY KEY, owner bytea NOT NULL, key_box bytea NOT NULL,"
                + " cipher_bytes bigint NOT NULL, stored_at timestamptz NOT NULL DEFAULT clock_timestamp(),"
                + " path text NOT NULL)");
    }

    @Override
    void put(SealedFile file, Connection connection) throws IOException, SQLException {
        String name = file.hashId().toString();
        Socket socket = socket(connection);
        try {
            send(file, name, socket);
        } catch (IOException e) {
            sockets.remove(connection);
            socket.close();
            throw e;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO records (hash_id, owner, key_box, cipher_bytes, path) VALUES (?, ?, ?, ?, ?)")) {
            describe(insert, file);
            insert.setString(PATH, name);
            insert.executeUpdate();
        }
    }

    @Override
    Usage others() {
        return ProcessTree.usage(fileServer.toHandle());
    }

    @Override
    public void clear() throws IOException, Failure, InterruptedException {
        super.clear();
        try (Stream<Path> files = Files.list(store)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : sockets.values()) {
            socket.close();
        }
        fileServer.destroyForcibly();
        super.close();
    }

    private static void send(SealedFile file, String name, Socket socket) throws IOException {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        byte[] buffer = new byte[BUFFER_BYTES];
        out.writeUTF(name);
        out.writeLong(file.cipherBytes());
        try (InputStream cipher = file.cipher()) {
            for (int length = cipher.read(buffer); length > 0; length = cipher.read(buffer)) {
                out.write(buffer, 0, length);
            }
        }
        out.flush();
        if (!new DataInputStream(socket.getInputStream()).readBoolean()) {
            throw new IOException("the file server could not keep " + name);
        }
    }

    /** Every client has one of these too. */
    private Socket socket(Connection connection) throws IOException {
        Socket known = sockets.get(connection);
        if (known == null) {
            known = new Socket(reached.getAddress(), reached.getPort());
            known.setTcpNoDelay(true);
            sockets.put(connection, known);
        }
        return known;
    }
}
