package carnet.cli.home;

import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.consensus.card.NodeCard;
import carnet.crypto.secret.Entropy;
import carnet.crypto.secret.SecretBytes;
import carnet.crypto.sign.SigningKey;
import carnet.crypto.vault.KeyFile;
import carnet.crypto.vault.KeyKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a node: {@code node.conf} (settings), {@code node.key} (its secret key, mode 0600), {@code card.json}
 * (what it shows of itself), {@code network.genesis} (once started), {@code data/}.
 *
 * @param directory where
 * @param name what people call the node
 * @param listen where it takes other nodes
 * @param http where it takes its users
 * @param boot nodes to dial beside those of the policy list
 */
public record NodeHome(Path directory, String name, HostPort listen, HostPort http, List<HostPort> boot) {
    private static final String CONF = "node.conf";
    private static final List<String> KEYS = List.of("name", "listen", "http", "boot");

    /** Copies the list. */
    public NodeHome {
        boot = List.copyOf(boot);
    }

    /**
     * Makes the node's key here and writes the directory; refuses one that holds a node.
     *
     * @param address where other nodes reach it
     */
    public static NodeCard create(
            Path directory, String name, HostPort listen, HostPort http, HostPort address, Entropy entropy)
            throws IOException, Failure {
        for (String file : List.of(CONF, "node.key", "card.json")) {
            HomeFile.refuseExisting(directory.resolve(file));
        }
        byte[] seed = entropy.checked(SigningKey.SEED_BYTES);
        SigningKey key = SigningKey.fromSeed(seed);
        NodeCard card = NodeCard.sign(key, name, address.toString());
        HomeFile.createDirectory(directory);
        try (SecretBytes secret = SecretBytes.copyOf(seed)) {
            HomeFile.createPrivate(directory.resolve("node.key"), KeyFile.plain(KeyKind.NODE, secret));
        }
        HomeFile.createPublic(directory.resolve("card.json"), CardFile.write(card));
        Map<String, String> values = new LinkedHashMap<>();
        values.put("name", name);
        values.put("listen", listen.toString());
        values.put("http", http.toString());
        HomeFile.createPublic(
                directory.resolve(CONF),
                Settings.write("Settings of a Carnet node. Optional: boot = host:port, host:port", values));
        return card;
    }

    /** Reads the directory's settings. */
    public static NodeHome open(Path directory) throws IOException, Failure {
        Path conf = directory.resolve(CONF);
        if (!Files.exists(conf)) {
            throw new Failure(
                    ExitCode.USAGE,
                    directory + " holds no node: " + conf + " does not exist",
                    "Make one with: carnet node init --home " + directory
                            + " --name A --listen HOST:PORT --http HOST:PORT");
        }
        Settings settings = Settings.read(conf, KEYS);
        List<HostPort> boot = settings.find("boot", NodeHome::addresses);
        return new NodeHome(
                directory,
                settings.require("name", text -> text),
                settings.require("listen", HostPort::parse),
                settings.require("http", HostPort::parseLoopback),
                boot == null ? List.of() : boot);
    }

    /** Reads the node's secret key. */
    public SigningKey key() throws IOException, Failure {
        Path file = directory.resolve("node.key");
        byte[] bytes = HomeFile.readPrivate(file, KeyFile.MAX_FILE_BYTES, "key file");
        try (SecretBytes none = SecretBytes.copyOf(new byte[0]);
                SecretBytes seed = KeyFiles.seed(file, bytes, KeyKind.NODE, none)) {
            return SigningKey.fromSeed(seed.expose());
        }
    }

    /** Returns where the node keeps its copy of the genesis file. */
    public Path genesisFile() {
        return directory.resolve("network.genesis");
    }

    /** Returns where blocks, state and records are. */
    public Path dataDirectory() {
        return directory.resolve("data");
    }

    /** Returns the URL of the node's HTTP side. */
    public String url() {
        return "http://" + http;
    }

    private static @Nullable List<HostPort> addresses(String text) {
        List<HostPort> found = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            if (!part.isBlank()) {
                found.add(HostPort.parse(part.strip()));
            }
        }
        return found;
    }
}
