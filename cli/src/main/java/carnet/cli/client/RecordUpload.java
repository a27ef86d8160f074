package carnet.cli.client;

import carnet.cli.home.HomeFile;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.consensus.tx.PutRecord;
import carnet.consensus.tx.Transaction;
import carnet.crypto.cid.Cid;
import carnet.crypto.cid.DagBuilder;
import carnet.crypto.cid.UnixFsProfile;
import carnet.crypto.record.HashId;
import carnet.crypto.record.KeyBox;
import carnet.crypto.record.MalformedKeyBoxException;
import carnet.crypto.record.OwnerOpening;
import carnet.crypto.record.OwnerSecrets;
import carnet.crypto.record.RecordClass;
import carnet.crypto.record.Salt;
import carnet.crypto.record.SizeClass;
import carnet.crypto.secfile.FileChangedException;
import carnet.crypto.secfile.FileKey;
import carnet.crypto.secfile.PlainDigest;
import carnet.crypto.secfile.SecFile;
import carnet.crypto.secfile.SecFileEncryptor;
import carnet.crypto.sign.PublicKey;
import carnet.crypto.vault.MemberKeys;
import carnet.node.api.Receipt;
import carnet.node.api.RecordStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * Puts files as records of one owner (the paper's Algorithm 3; RULES 22 to 24): digest, repeat check, encryption, blocks,
 * transaction. Memory is bounded whatever the file's size. An upload that stopped is resumed by putting the same file
 * again: the key box was saved before the first byte left, so every block is the same and those that arrived stay.
 * For many threads; each call is one file.
 */
public final class RecordUpload {
    /** The owner erased no record yet: version 1 has no erasure. */
    private static final long GENERATION = 0;

    private static final long DEFAULT_FOLDER = 0;
    private static final String EXPIRED = "expired";
    private static final int BUFFER_BYTES = 64 * 1024;

    private final NodeClient node;
    private final MemberKeys keys;
    private final Path uploads;
    private final ExecutorService senders;
    private final Environment environment;

    /**
     * Takes what all uploads of an owner share.
     *
     * @param uploads directory for the key boxes of unfinished uploads; made when missing
     * @param senders runs the sending of blocks; its threads are how many travel at once
     */
    public RecordUpload(
            NodeClient node, MemberKeys keys, Path uploads, ExecutorService senders, Environment environment) {
        this.node = node;
        this.keys = keys;
        this.uploads = uploads;
        this.senders = senders;
        this.environment = environment;
    }

    /** Puts one file and returns when the node has signed for it, or when it is there already. */
    public Upload put(Path file, Progress progress) throws IOException, Failure, InterruptedException {
        long startMillis = environment.clock().millis();
        Preparation preparation = prepare(file, progress);
        return preparation instanceof Preparation.Ready ready
                ? submit(ready, startMillis)
                : ((Preparation.Needless) preparation).upload();
    }

    /** Does all but submit the record: digests, asks whether it is there already, encrypts and sends the payload. */
    public Preparation prepare(Path file, Progress progress) throws IOException, Failure, InterruptedException {
        SourceFile source =
                SourceFile.check(file, node.genesis().policy().parameters().maxRecordSizeClass());
        PlainDigest digest;
        try (InputStream plain = source.open()) {
            digest = PlainDigest.of(plain);
        }
        PublicKey owner = keys.signing().publicKey();
        Salt salt = Salt.derive(keys.dedupKey(), GENERATION, digest.sha256());
        HashId hashId = HashId.of(owner, salt, digest.sha256());
        Optional<RecordStatus> before = node.record(owner.hex(), hashId.toString());
        if (before.isPresent() && !before.get().state().equals(EXPIRED)) {
            return new Preparation.Needless(new Upload.PutBefore(hashId, before.get(), digest.sizeBytes()));
        }
        Path boxFile = uploads.resolve(hashId + ".box");
        boolean resuming = Files.exists(boxFile);
        KeyBox box = resuming ? savedBox(boxFile) : newBox(source, digest, salt);
        FileKey fileKey = fileKey(box, hashId, boxFile);
        if (!resuming) {
            HomeFile.createDirectory(uploads);
            HomeFile.replacePrivate(boxFile, box.encode());
        }
        Cid payload = send(source, digest, fileKey, resuming || before.isPresent(), progress);
        Transaction transaction = transaction(hashId, payload, box, digest, source.recordClass());
        return new Preparation.Ready(hashId, payload, digest.sizeBytes(), transaction, box, boxFile);
    }

    /**
     * Submits what was prepared and returns when the node has signed for it.
     *
     * @param startMillis this machine's clock when the file was opened
     */
    public Upload submit(Preparation.Ready ready, long startMillis) throws IOException, Failure, InterruptedException {
        Optional<Receipt> receipt = node.submitRecord(ready.transaction(), ready.keyBox());
        Files.deleteIfExists(ready.savedKeyBox());
        if (receipt.isEmpty()) {
            // The node took it, but its answer was lost on the way and the request was sent again.
            return new Upload.PutBefore(ready.hashId(), known(ready.hashId()), ready.sizeBytes());
        }
        long tookMillis = environment.clock().millis() - startMillis;
        return new Upload.Accepted(
                ready.hashId(), ready.payload().toString(), ready.sizeBytes(), receipt.get(), startMillis, tookMillis);
    }

    private RecordStatus known(HashId hashId) throws Failure, InterruptedException {
        return node.record(keys.signing().publicKey().hex(), hashId.toString())
                .orElseThrow(() -> new Failure(
                        ExitCode.NETWORK,
                        "the node said that it knows record " + hashId + " and then that it does not",
                        "Run the same command again"));
    }

    private KeyBox newBox(SourceFile source, PlainDigest digest, Salt salt) {
        OwnerSecrets secrets = new OwnerSecrets(
                FileKey.random(environment.entropy()),
                salt,
                digest.sizeBytes(),
                source.recordName(),
                source.mediaType(),
                digest.sha256());
        return KeyBox.sealOwner(
                secrets, keys.signing().publicKey(), keys.sealing().publicKey(), environment.entropy());
    }

    private KeyBox savedBox(Path boxFile) throws IOException, Failure {
        try {
            return KeyBox.decode(HomeFile.read(boxFile, KeyBox.MAX_BYTES, "saved key box"));
        } catch (MalformedKeyBoxException e) {
            throw damaged(boxFile, String.valueOf(e.getMessage()));
        }
    }

    private FileKey fileKey(KeyBox box, HashId hashId, Path boxFile) throws Failure {
        OwnerOpening opening = box.openOwner(hashId, keys.signing().publicKey(), keys.sealing());
        if (opening instanceof OwnerOpening.Opened opened) {
            return opened.secrets().fileKey();
        }
        throw damaged(boxFile, "it does not open with this member's key");
    }

    private static Failure damaged(Path boxFile, String reason) {
        return new Failure(
                ExitCode.STORAGE,
                "the saved state of this upload, " + boxFile + ", cannot be used: " + reason,
                "Delete that file and run the same command again; the upload then starts from the beginning");
    }

    private Cid send(SourceFile source, PlainDigest digest, FileKey fileKey, boolean resuming, Progress progress)
            throws IOException, Failure, InterruptedException {
        long cipherBytes = SecFile.cipherSize(digest.sizeBytes());
        ChunkUploads chunks = new ChunkUploads(node, senders, resuming, cipherBytes, progress);
        DagBuilder tree = new DagBuilder(UnixFsProfile.KUBO_DEFAULT, chunks);
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream cipher = new SecFileEncryptor(fileKey, digest, source.open())) {
            int length;
            while ((length = cipher.read(buffer)) > 0) {
                tree.write(buffer, 0, length);
            }
            Cid root = tree.finish();
            chunks.finish();
            return root;
        } catch (ChunkUploads.Stopped stopped) {
            stopped.rethrow();
            throw stopped;
        } catch (FileChangedException e) {
            throw new Failure(
                    ExitCode.FAILED,
                    source.path() + " changed while it was read (FILE_CHANGED); nothing of the change was sent",
                    "Run the command again when the file is at rest");
        }
    }

    private Transaction transaction(HashId hashId, Cid payload, KeyBox box, PlainDigest digest, RecordClass recordClass)
            throws Failure, InterruptedException {
        PutRecord record = new PutRecord(
                hashId.value(),
                payload,
                Cid.ofRaw(box.encode()),
                UnixFsProfile.KUBO_DEFAULT.code(),
                SizeClass.of(SecFile.cipherSize(digest.sizeBytes())).exponent(),
                recordClass.code(),
                DEFAULT_FOLDER);
        return Transactions.sign(node.genesis().hash(), keys.signing(), record, environment);
    }
}
