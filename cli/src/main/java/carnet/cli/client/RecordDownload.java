package carnet.cli.client;

import carnet.cli.home.HomeFile;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.crypto.cid.Cid;
import carnet.crypto.cid.DagRead;
import carnet.crypto.cid.DagReader;
import carnet.crypto.cid.UnixFsProfile;
import carnet.crypto.record.HashId;
import carnet.crypto.record.KeyBox;
import carnet.crypto.record.MalformedKeyBoxException;
import carnet.crypto.record.OwnerOpening;
import carnet.crypto.record.OwnerSecrets;
import carnet.crypto.secfile.AgeHeader;
import carnet.crypto.secfile.SecFile;
import carnet.crypto.secfile.SecFileDecryptor;
import carnet.crypto.secfile.SecFileException;
import carnet.crypto.sign.PublicKey;
import carnet.crypto.vault.MemberKeys;
import carnet.node.api.RecordStatus;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.ExecutorService;

/**
 * Gets a record back: blocks are checked as they come and kept encrypted in {@code FILE.part}, so a download that
 * stopped goes on where it was; the plain file appears under its name only whole and after its digest matched what was
 * registered.
 */
public final class RecordDownload {
    private static final int BUFFER_BYTES = 64 * 1024;

    /** A block that came damaged is asked for this often in all. */
    private static final int MAX_TRIES = 3;

    private final NodeClient node;
    private final MemberKeys keys;
    private final ExecutorService fetchers;
    private final Environment environment;

    /** Takes what all downloads share; {@code fetchers} runs the fetching of blocks. */
    public RecordDownload(NodeClient node, MemberKeys keys, ExecutorService fetchers, Environment environment) {
        this.node = node;
        this.keys = keys;
        this.fetchers = fetchers;
        this.environment = environment;
    }

    /**
     * Writes a record to {@code target}, replacing what is there.
     *
     * @param asAge write the encrypted file with a header for the owner's key, as the age tool reads it
     * @return what the owner knows of the file
     */
    public OwnerSecrets get(PublicKey owner, HashId hashId, Path target, boolean asAge, Progress progress)
            throws IOException, Failure, InterruptedException {
        RecordStatus record = node.record(owner.hex(), hashId.toString())
                .orElseThrow(() -> new Failure(
                        ExitCode.FAILED,
                        "the node at " + node.url() + " knows no record " + hashId + " of owner " + owner,
                        "Check the HashID, or name its owner with --owner KEY"));
        OwnerSecrets secrets = secrets(record, owner, hashId);
        Cid payload = node.cid(record.payloadCid());
        PartFile part = new PartFile(target);
        boolean resumed = fetch(payload, part, SecFile.cipherSize(secrets.sizeBytes()), progress);
        Path whole = target.resolveSibling("." + target.getFileName() + ".tmp");
        try {
            if (asAge) {
                writeAge(secrets, part, whole);
            } else {
                decrypt(secrets, part, whole);
            }
            Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (SecFileException e) {
            part.delete();
            throw new Failure(
                    ExitCode.FAILED,
                    "record " + hashId + " does not open: " + e.getMessage(),
                    resumed
                            ? "The part from an earlier try was removed: run it again"
                            : "Ask another node with --node URL");
        } finally {
            Files.deleteIfExists(whole);
        }
        Path directory = target.toAbsolutePath().getParent();
        if (directory != null) {
            HomeFile.flushDirectory(directory);
        }
        part.delete();
        return secrets;
    }

    private OwnerSecrets secrets(RecordStatus record, PublicKey owner, HashId hashId)
            throws Failure, InterruptedException {
        byte[] box = node.keyBox(record)
                .orElseThrow(() -> new Failure(
                        ExitCode.NETWORK,
                        "the node at " + node.url() + " does not hold the key box of this record yet",
                        "Try again in a moment, or ask another node with --node URL"));
        if (!node.cid(record.keyBoxCid()).matches(box)) {
            throw damaged("key box");
        }
        OwnerOpening opening;
        try {
            opening = KeyBox.decode(box).openOwner(hashId, owner, keys.sealing());
        } catch (MalformedKeyBoxException e) {
            throw new Failure(
                    ExitCode.FAILED,
                    "the key box of this record is malformed: " + e.getMessage(),
                    "Its owner must put it again");
        }
        if (opening instanceof OwnerOpening.Opened opened) {
            return opened.secrets();
        }
        if (opening instanceof OwnerOpening.Unusable unusable) {
            throw new Failure(
                    ExitCode.FAILED,
                    "this record cannot be opened: " + unusable.reason(),
                    "Its owner must put it again");
        }
        throw new Failure(
                ExitCode.REFUSED,
                "only the owner can open this record",
                "Use the directory of member " + owner + " with --home DIR");
    }

    /** Fetches what is missing; returns whether something was there before. */
    private boolean fetch(Cid payload, PartFile part, long totalBytes, Progress progress)
            throws IOException, Failure, InterruptedException {
        long held = part.keepPartOf(payload);
        // Only whole leaves count, and never the last: it may have been cut off when the program ended.
        long sound = Math.min(held, totalBytes - 1);
        long from = sound - sound % UnixFsProfile.KUBO_DEFAULT.leafBytes();
        long done = from;
        try (OutputStream out = part.appendFrom(from)) {
            DagReader reader = new DagReader(payload, new ChunkFetch(node, fetchers), from);
            int tries = 0;
            while (true) {
                DagRead read = reader.next();
                if (read instanceof DagRead.Leaf leaf) {
                    tries = 0;
                    out.write(leaf.bytes());
                    done += leaf.bytes().length;
                    progress.at(done, totalBytes);
                } else if (read instanceof DagRead.End) {
                    return from > 0;
                } else if (read instanceof DagRead.Missing missing) {
                    throw new Failure(
                            ExitCode.NETWORK,
                            "the node at " + node.url() + " does not hold block " + missing.cid() + " yet",
                            "Run the same command again in a moment, or ask another node with --node URL");
                } else if (read instanceof DagRead.Malformed malformed) {
                    throw new Failure(
                            ExitCode.FAILED,
                            "the payload of this record is malformed: " + malformed.reason(),
                            "Its owner must put it again");
                } else if (++tries == MAX_TRIES) {
                    throw damaged("block");
                }
            }
        } catch (ChunkFetch.Stopped stopped) {
            stopped.rethrow();
            throw stopped;
        }
    }

    private Failure damaged(String what) {
        return new Failure(
                ExitCode.NETWORK,
                "the node at " + node.url() + " sent a damaged " + what,
                "Ask another node with --node URL; what was fetched so far is kept");
    }

    private void writeAge(OwnerSecrets secrets, PartFile part, Path whole) throws IOException {
        byte[] header = AgeHeader.seal(secrets.fileKey(), List.of(keys.sealing().publicKey()), environment.entropy());
        try (FileChannel channel = create(whole);
                OutputStream out = Channels.newOutputStream(channel);
                InputStream cipher = part.read()) {
            out.write(header);
            cipher.transferTo(out);
            channel.force(true);
        }
    }

    private static void decrypt(OwnerSecrets secrets, PartFile part, Path whole) throws IOException, Failure {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (FileChannel channel = create(whole);
                OutputStream out = Channels.newOutputStream(channel);
                SecFileDecryptor plain =
                        new SecFileDecryptor(secrets.fileKey(), new BufferedInputStream(part.read(), BUFFER_BYTES))) {
            int length;
            while ((length = plain.read(buffer)) > 0) {
                out.write(buffer, 0, length);
            }
            if (plain.sizeBytes() != secrets.sizeBytes() || !plain.sha256().equals(secrets.sha256())) {
                throw new Failure(
                        ExitCode.FAILED,
                        "what opened is not the file that was registered",
                        "Nothing was written; its owner must put it again");
            }
            channel.force(true);
        }
    }

    /** Makes the file anew: what stands there may be a link that somebody else put there. */
    private static FileChannel create(Path file) throws IOException {
        Files.deleteIfExists(file);
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }
}
