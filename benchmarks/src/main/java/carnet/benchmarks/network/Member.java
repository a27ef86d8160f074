package carnet.benchmarks.network;

import carnet.cli.client.NodeClient;
import carnet.cli.client.Preparation;
import carnet.cli.client.Progress;
import carnet.cli.client.RecordDownload;
import carnet.cli.client.RecordUpload;
import carnet.cli.client.Transactions;
import carnet.cli.client.Upload;
import carnet.cli.home.HomeFile;
import carnet.cli.home.MemberHome;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.Failure;
import carnet.cli.terminal.Passphrases;
import carnet.consensus.card.MemberCard;
import carnet.consensus.tx.Payload;
import carnet.consensus.tx.Transaction;
import carnet.crypto.record.HashId;
import carnet.crypto.secret.SecretBytes;
import carnet.crypto.vault.KeyFile;
import carnet.crypto.vault.MemberKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A member whose keys are open: puts and gets records with the client's own classes, within this process. For many
 * threads.
 */
public final class Member implements AutoCloseable {
    /** Blocks that travel at once, as with the commands. */
    private static final int CARRIERS = 4;

    private final MemberHome home;
    private final Path passphraseFile;
    private final MemberKeys keys;
    private final Environment environment;
    private final ExecutorService carriers = Executors.newFixedThreadPool(CARRIERS);

    private Member(MemberHome home, Path passphraseFile, MemberKeys keys, Environment environment) {
        this.home = home;
        this.passphraseFile = passphraseFile;
        this.keys = keys;
        this.environment = environment;
    }

    /** Opens the keys in a member's directory. */
    static Member unlock(Path directory, Path passphraseFile, Environment environment)
            throws IOException, Failure, InterruptedException {
        MemberHome home = MemberHome.open(directory);
        byte[] line = HomeFile.readPrivate(passphraseFile, KeyFile.MAX_FILE_BYTES, "passphrase file");
        try (SecretBytes passphrase = Passphrases.ofLine(line, passphraseFile.toString())) {
            MemberKeys keys = home.unlock(home.sealedKeys(), passphrase, environment);
            return new Member(home, passphraseFile, keys, environment);
        }
    }

    /** Returns the first registered key, hexadecimal. */
    public String key() {
        return keys.signing().publicKey().hex();
    }

    /** Returns the public card. */
    public MemberCard card() throws IOException, Failure {
        return home.card();
    }

    /** Returns its directory. */
    public Path directory() {
        return home.directory();
    }

    /** Returns the file with the passphrase of its keys. */
    public Path passphraseFile() {
        return passphraseFile;
    }

    /** Puts a file at a node. */
    public Upload put(Path file, NodeClient node) throws IOException, Failure, InterruptedException {
        return upload(node).put(file, Progress.NONE);
    }

    /** Does all but submit the record. */
    public Preparation prepare(Path file, NodeClient node) throws IOException, Failure, InterruptedException {
        return upload(node).prepare(file, Progress.NONE);
    }

    /** Submits what was prepared. */
    public Upload submit(Preparation.Ready ready, NodeClient node) throws IOException, Failure, InterruptedException {
        return upload(node).submit(ready, environment.clock().millis());
    }

    /** Signs a transaction. */
    public Transaction sign(Payload payload, NodeClient node) throws Failure, InterruptedException {
        return Transactions.sign(node.genesis().hash(), keys.signing(), payload, environment);
    }

    private RecordUpload upload(NodeClient node) {
        return new RecordUpload(node, keys, home.uploads(), carriers, environment);
    }

    /** Gets a record from a node. */
    public void get(HashId hashId, Path target, NodeClient node) throws IOException, Failure, InterruptedException {
        new RecordDownload(node, keys, carriers, environment)
                .get(keys.signing().publicKey(), hashId, target, false, Progress.NONE);
    }

    @Override
    public void close() {
        carriers.shutdownNow();
    }
}
