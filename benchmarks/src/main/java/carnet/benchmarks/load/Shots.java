package carnet.benchmarks.load;

import carnet.benchmarks.network.Cluster;
import carnet.benchmarks.network.Member;
import carnet.benchmarks.results.Kind;
import carnet.cli.client.NodeClient;
import carnet.cli.client.Preparation;
import carnet.cli.client.PreparedSubmission;
import carnet.cli.client.Upload;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.consensus.card.MemberCard;
import carnet.consensus.card.MemberRole;
import carnet.consensus.tx.RegisterMember;
import carnet.consensus.tx.Transaction;
import carnet.crypto.secret.SecretBytes;
import carnet.crypto.sign.SigningKey;
import carnet.crypto.vault.SealingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes what is put: files of random bytes, or what can be made ready before the clock starts. */
final class Shots implements AutoCloseable {
    private final Cluster cluster;
    private final Path directory;
    private final RandomGenerator random;
    private final ExecutorService makers;
    private final Sender sender = new Sender();
    private int made;

    /**
     * Takes what all shots share.
     *
     * @param directory where the files lie
     * @param makers prepares many at once
     */
    Shots(Cluster cluster, Path directory, RandomGenerator random, ExecutorService makers) {
        this.cluster = cluster;
        this.directory = directory;
        this.random = random;
        this.makers = makers;
    }

    /** Makes {@code count} shots at one node. */
    List<Shot> make(Kind kind, long fileBytes, int count, NodeClient node)
            throws IOException, Failure, InterruptedException {
        return switch (kind) {
            case TEXT -> files("txt", fileBytes, count, node);
            case MULTIMEDIA -> files("mp4", fileBytes, count, node);
            case REGISTRATION -> registrations(fileBytes, count, node);
            case TRANSACTION -> transactions(count, node);
        };
    }

    private List<Shot> files(String extension, long fileBytes, int count, NodeClient node) throws IOException {
        List<Shot> shots = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Path file = file(extension, fileBytes);
            shots.add(() -> {
                Upload upload = cluster.member().put(file, node);
                return put(upload, System.nanoTime(), file);
            });
        }
        return shots;
    }

    private List<Shot> registrations(long fileBytes, int count, NodeClient node)
            throws IOException, Failure, InterruptedException {
        List<Callable<Shot>> jobs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Path file = file("txt", fileBytes);
            jobs.add(() -> {
                Preparation prepared = cluster.member().prepare(file, node);
                Files.delete(file);
                if (prepared instanceof Preparation.Ready ready) {
                    PreparedSubmission request = node.prepareRecord(ready.transaction(), ready.keyBox());
                    String txid = ready.transaction().id().hex();
                    return send(request, ready.payload().toString(), txid, ready.savedKeyBox());
                }
                throw new Failure(ExitCode.FAILED, file + " was put before, though its bytes are random");
            });
        }
        List<Shot> shots = together(jobs);
        sender.openForBurst(node.url().base(), count);
        return shots;
    }

    private List<Shot> transactions(int count, NodeClient node) throws Failure, InterruptedException {
        Member registrar = cluster.registrar();
        if (registrar == null) {
            throw new Failure(
                    ExitCode.USAGE,
                    "transactions without content are registrations of members, and no registrar is known here",
                    "Take --kind registration, or leave out --node to measure a network of its own");
        }
        List<Callable<Shot>> jobs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] seed = bytes(SigningKey.SEED_BYTES);
            byte[] sealing = bytes(SigningKey.SEED_BYTES);
            jobs.add(() -> {
                MemberCard card = MemberCard.sign(
                        SigningKey.fromSeed(seed),
                        SealingKey.of(SecretBytes.copyOf(sealing)).publicKey().bytes(),
                        registrar.card().domain(),
                        MemberRole.MEMBER);
                Transaction transaction = registrar.sign(new RegisterMember(card), node);
                PreparedSubmission request = node.prepareTransaction(transaction);
                return send(request, null, transaction.id().hex(), null);
            });
        }
        List<Shot> shots = together(jobs);
        sender.openForBurst(node.url().base(), count);
        return shots;
    }

    /** Sends what is ready; the file from which a broken upload would go on is deleted once it is signed for. */
    private Shot.Ready send(
            PreparedSubmission request, @Nullable String payloadCid, String txid, @Nullable Path savedKeyBox) {
        return () -> {
            CompletableFuture<Sender.Answer> awaited = sender.send(request);
            return () -> {
                Sender.Answer answer = Sender.await(awaited);
                return new Shot.Put(payloadCid, txid, answer.atNanos(), () -> {
                    request.judge(answer.status(), answer.body());
                    if (savedKeyBox != null) {
                        Files.deleteIfExists(savedKeyBox);
                    }
                });
            };
        };
    }

    @Override
    public void close() {
        sender.close();
    }

    private List<Shot> together(List<Callable<Shot>> jobs) throws Failure, InterruptedException {
        List<Shot> shots = new ArrayList<>();
        for (Future<Shot> job : makers.invokeAll(jobs)) {
            try {
                shots.add(job.get());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Failure failure) {
                    throw failure;
                }
                throw new Failure(ExitCode.FAILED, "a record could not be prepared: " + e.getCause());
            }
        }
        return shots;
    }

    private Path file(String extension, long fileBytes) throws IOException {
        Path file = directory.resolve("file-" + made++ + "." + extension);
        byte[] content = bytes(Math.toIntExact(fileBytes));
        Files.write(file, content);
        return file;
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Returns what was put; the file, which nobody needs any more, is deleted once the burst is over. */
    private static Shot.Put put(Upload upload, long answeredNanos, Path file) {
        Shot.Judge delete = () -> Files.delete(file);
        if (upload instanceof Upload.Accepted accepted) {
            return new Shot.Put(accepted.payloadCid(), accepted.receipt().txid(), answeredNanos, delete);
        }
        Upload.PutBefore before = (Upload.PutBefore) upload;
        return new Shot.Put(before.first().payloadCid(), before.first().txid(), answeredNanos, delete);
    }
}
