package carnet.cli.home;

import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.consensus.card.Domain;
import carnet.consensus.card.MemberCard;
import carnet.consensus.card.MemberRole;
import carnet.crypto.hash.Hash;
import carnet.crypto.secret.Entropy;
import carnet.crypto.secret.SecretBytes;
import carnet.crypto.vault.Argon2Cost;
import carnet.crypto.vault.KeyFile;
import carnet.crypto.vault.KeyKind;
import carnet.crypto.vault.MemberKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The directory of a member: {@code member.conf} (settings), {@code member.key} (the seed of its keys, sealed with a
 * passphrase, mode 0600), {@code card.json} (what it shows of itself), {@code uploads/} (unfinished uploads).
 *
 * @param directory where
 * @param nodeUrl the node it talks to
 */
public record MemberHome(Path directory, String nodeUrl) {
    /** The node that is asked when nothing else is said. */
    public static final String DEFAULT_NODE_URL = "http://127.0.0.1:8645";

    /** What one wrong passphrase costs whoever tries them in turn, beside the key derivation. */
    static final Duration WRONG_PASSPHRASE_DELAY = Duration.ofSeconds(1);

    private static final int MAX_NETWORK_BYTES = 256;
    private static final String CONF = "member.conf";
    private static final List<String> KEYS = List.of("node");

    /** Makes the member's keys here and writes the directory; refuses one that holds a member. */
    public static MemberCard create(
            Path directory,
            Domain domain,
            MemberRole role,
            String nodeUrl,
            SecretBytes passphrase,
            Argon2Cost cost,
            Entropy entropy)
            throws IOException, Failure {
        requireVacant(directory);
        HomeFile.createDirectory(directory);
        MemberCard card;
        try (SecretBytes seed = SecretBytes.copyOf(entropy.checked(MemberKeys.SEED_BYTES))) {
            MemberKeys keys = MemberKeys.fromSeed(seed);
            card = MemberCard.sign(keys.signing(), keys.sealing().publicKey().bytes(), domain, role);
            byte[] sealed = KeyFile.seal(KeyKind.MEMBER, seed, passphrase, cost, entropy);
            HomeFile.createPrivate(directory.resolve("member.key"), sealed);
        }
        HomeFile.createPublic(directory.resolve("card.json"), CardFile.write(card));
        HomeFile.createPublic(
                directory.resolve(CONF), Settings.write("Settings of a Carnet member.", Map.of("node", nodeUrl)));
        return card;
    }

    /** Refuses a directory that holds a member already: its key may be the only copy. */
    public static void requireVacant(Path directory) throws Failure {
        for (String file : List.of(CONF, "member.key", "card.json")) {
            HomeFile.refuseExisting(directory.resolve(file));
        }
    }

    /** Reads the directory's settings. */
    public static MemberHome open(Path directory) throws IOException, Failure {
        Path conf = directory.resolve(CONF);
        if (!Files.exists(conf)) {
            throw new Failure(
                    ExitCode.USAGE,
                    directory + " holds no member: " + conf + " does not exist",
                    "Make one with: carnet member new --home " + directory + " --domain CN");
        }
        String url = Settings.read(conf, KEYS).find("node", text -> text);
        return new MemberHome(directory, url == null ? DEFAULT_NODE_URL : url);
    }

    /** Returns the member's own card. */
    public MemberCard card() throws IOException, Failure {
        return CardFile.readMember(directory.resolve("card.json"));
    }

    /** Refuses a key file that others may read, before anybody types a passphrase for it. */
    public byte[] sealedKeys() throws IOException, Failure {
        return HomeFile.readPrivate(directory.resolve("member.key"), KeyFile.MAX_FILE_BYTES, "key file");
    }

    /** Opens the keys; a wrong passphrase costs a second before it is refused. */
    public MemberKeys unlock(byte[] sealedKeys, SecretBytes passphrase, Environment environment)
            throws Failure, InterruptedException {
        Path file = directory.resolve("member.key");
        try (SecretBytes seed = KeyFiles.seed(file, sealedKeys, KeyKind.MEMBER, passphrase)) {
            return MemberKeys.fromSeed(seed);
        } catch (Failure failure) {
            if (failure.exitCode() == ExitCode.REFUSED) {
                environment.pause().pause(WRONG_PASSPHRASE_DELAY);
            }
            throw failure;
        }
    }

    /**
     * Remembers the first network that this member met, and refuses every other: keys serve one network. Several commands
     * may do so at once.
     */
    public void requireNetwork(Hash genesis) throws IOException, Failure {
        Path file = directory.resolve("network");
        if (!Files.exists(file)) {
            HomeFile.replacePublic(file, (genesis.hex() + "\n").getBytes(StandardCharsets.US_ASCII));
        }
        String known =
                new String(HomeFile.read(file, MAX_NETWORK_BYTES, "network file"), StandardCharsets.US_ASCII).strip();
        if (!known.equals(genesis.hex())) {
            throw new Failure(
                    ExitCode.REFUSED,
                    "member " + directory + " belongs to network " + known + ", but the node is of network " + genesis,
                    "Name a node of its own network with --node URL, or make a member for this one");
        }
    }

    /** Returns where unfinished uploads keep what they need to go on. */
    public Path uploads() {
        return directory.resolve("uploads");
    }
}
