package carnet.node.service;

import carnet.consensus.codec.DecodeException;
import carnet.consensus.genesis.Genesis;
import carnet.consensus.ledger.LedgerReader;
import carnet.consensus.ledger.TransactionRefusal;
import carnet.consensus.tx.PutRecord;
import carnet.consensus.tx.Transaction;
import carnet.crypto.cid.Cid;
import carnet.crypto.hash.Hash;
import carnet.crypto.record.KeyBox;
import carnet.crypto.record.MalformedKeyBoxException;
import carnet.crypto.record.SizeClass;
import carnet.node.api.SubmitReply;
import carnet.node.core.Effects;
import carnet.node.core.NodeCore;
import carnet.node.run.CoreDriver;
import carnet.node.run.GroupWorker;
import carnet.node.run.NodeLoop;
import carnet.node.run.Publisher;
import carnet.node.wire.Parcel;
import carnet.storage.chain.ChainReader;
import carnet.storage.content.ContentStore;
import carnet.storage.kv.StoreFullException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way of a submission to the core: decode and verify on a pool, then one thread that takes all that wait, and in a
 * burst what comes a moment later too, checks their content, flushes the content store once for all of them, and hands
 * them to the loop. So 300 records at once cost a few flushes and not 300.
 */
final class Acceptor implements AutoCloseable {
    /** Submissions flushed together. */
    private static final int GROUP = 512;

    /** How long is waited for more while many callers wait, so that more records share a flush. */
    private static final long GATHER_MILLIS = 3;

    private static final byte[] NOT_HERE = {};

    private final Genesis genesis;
    private final ChainReader stored;
    private final ContentStore content;
    private final ContentCheck check;
    private final Uploads uploads;
    private final Submissions submissions;
    private final SignatureCache signatures;
    private final NodeLoop loop;
    private final Executor verifiers;
    private final GroupWorker<Submission> worker;
    private final Callers callers;

    private record Stored(Parcel parcel, CompletableFuture<SubmitReply> reply) {}

    private record Submission(Transaction transaction, byte[] keyBox, CompletableFuture<SubmitReply> reply) {}

    Acceptor(
            Genesis genesis,
            ChainReader stored,
            ContentStore content,
            Uploads uploads,
            Submissions submissions,
            SignatureCache signatures,
            NodeLoop loop,
            Executor verifiers,
            Consumer<Throwable> onFatal) {
        this.genesis = genesis;
        this.stored = stored;
        this.content = content;
        this.check = new ContentCheck(content);
        this.uploads = uploads;
        this.submissions = submissions;
        this.signatures = signatures;
        this.loop = loop;
        this.verifiers = verifiers;
        this.callers = new Callers(loop);
        this.worker = new GroupWorker<>("carnet-accept", GROUP, this::gatherMillis, this::accept, onFatal);
        this.worker.start();
    }

    /** Takes a transaction that names no content. */
    CompletableFuture<SubmitReply> submit(byte[] bytes) {
        CompletableFuture<SubmitReply> reply = new CompletableFuture<>();
        verify(bytes, reply, transaction -> {
            if (transaction.payload() instanceof PutRecord) {
                reply.complete(
                        refused("WRONG_ENDPOINT", "A record is submitted together with its key box.", "transaction"));
            } else {
                callers.await(reply);
                handOver(Parcel.of(transaction), reply);
            }
        });
        return reply;
    }

    /** Takes a record's transaction and its key box. */
    CompletableFuture<SubmitReply> submit(byte[] bytes, byte[] keyBox) {
        CompletableFuture<SubmitReply> reply = new CompletableFuture<>();
        verify(bytes, reply, transaction -> {
            if (!(transaction.payload() instanceof PutRecord put)) {
                reply.complete(refused("WRONG_ENDPOINT", "This transaction puts no record.", "transaction"));
            } else if (put.keyBoxCid().matches(keyBox) && isHeld(transaction.id(), put)) {
                handOver(Parcel.of(transaction), reply);
            } else {
                TransactionRefusal refusal = refusalOf(transaction, put);
                if (refusal == null) {
                    take(new Submission(transaction, keyBox, reply));
                } else if (refusal == TransactionRefusal.NOT_A_MEMBER) {
                    ask(new Submission(transaction, keyBox, reply));
                } else {
                    reply.complete(refused(refusal));
                }
            }
        });
        return reply;
    }

    private void take(Submission submission) {
        if (Parcel.isSmall(putOf(submission))) {
            callers.await(submission.reply());
        }
        worker.add(submission);
    }

    /**
     * A stranger submits. A node that lacks blocks may lack the one that registers the sender, or it comes just now: the
     * loop answers between two of them.
     */
    private void ask(Submission submission) {
        CompletableFuture<Boolean> unused = loop.ask(view -> view.counters().expectingBlocks())
                .whenComplete((behind, fault) -> {
                    if (fault != null) {
                        submission.reply().complete(diskFull());
                    } else {
                        lookAgain(submission, behind);
                    }
                });
    }

    private void lookAgain(Submission submission, boolean behind) {
        try {
            TransactionRefusal refusal = refusalOf(submission.transaction(), putOf(submission));
            if (refusal == null) {
                take(submission);
            } else {
                submission.reply().complete(behind ? syncing() : refused(refusal));
            }
        } catch (RuntimeException | Error e) {
            submission.reply().completeExceptionally(e);
        }
    }

    private static PutRecord putOf(Submission submission) {
        return (PutRecord) submission.transaction().payload();
    }

    /**
     * Returns why the ledger takes no such record, whatever its content, or null: a stranger keeps no caller waiting, and a
     * tree that is walked is no larger than the policy allows. The core asks again, and for more.
     */
    private @Nullable TransactionRefusal refusalOf(Transaction transaction, PutRecord put) {
        if (!transaction.genesis().equals(genesis.hash())) {
            return TransactionRefusal.WRONG_NETWORK;
        }
        if (put.sizeClass() > genesis.policy().parameters().maxRecordSizeClass()) {
            return TransactionRefusal.RECORD_TOO_LARGE;
        }
        return new LedgerReader(stored.state()).isMember(transaction.sender()) ? null : TransactionRefusal.NOT_A_MEMBER;
    }

    /**
     * Returns whether this very transaction was taken before and its content is durable here: a caller that lost the
     * answer submits it again. The core knows it; to walk a large tree for that would keep other callers waiting. While
     * any block is lost it is walked still, since this caller may be the one who can put that block again.
     */
    private boolean isHeld(Hash txid, PutRecord put) {
        return stored.isHeld(put.content())
                && (stored.isPending(txid) || stored.place(txid) != null)
                && content.lost(null, 1).isEmpty();
    }

    /** Ends the thread, which may be in the middle of a group; what it did not accept was not acknowledged. */
    @Override
    public void close() {
        worker.close();
    }

    private void verify(byte[] bytes, CompletableFuture<SubmitReply> reply, Consumer<Transaction> then) {
        if (submissions.isFull()) {
            reply.complete(new SubmitReply.Busy("BUSY", "Too many submissions wait. Try again.", 1_000));
            return;
        }
        verifiers.execute(() -> {
            try {
                Transaction transaction = Transaction.decode(bytes);
                if (signatures.holds(transaction)) {
                    then.accept(transaction);
                } else {
                    reply.complete(refused(TransactionRefusal.BAD_SIGNATURE));
                }
            } catch (DecodeException e) {
                reply.complete(refused(
                        "BAD_TRANSACTION", "The transaction does not decode: " + e.getMessage(), "transaction"));
            } catch (RuntimeException | Error e) {
                reply.completeExceptionally(e);
            }
        });
    }

    private long gatherMillis() {
        return callers.areMany() ? GATHER_MILLIS : 0;
    }

    private void accept(List<Submission> group) {
        List<Stored> good = new ArrayList<>();
        for (Submission submission : group) {
            try {
                SubmitReply refusal = store(submission);
                Parcel parcel = refusal == null ? parcel(submission) : null;
                if (parcel != null) {
                    good.add(new Stored(parcel, submission.reply()));
                } else {
                    submission.reply().complete(refusal == null ? missing(payloadOf(submission)) : refusal);
                }
            } catch (StoreFullException e) {
                submission.reply().complete(diskFull());
            }
        }
        if (!good.isEmpty()) {
            content.sync();
        }
        for (Stored stored : good) {
            if (!Parcel.isSmall((PutRecord) stored.parcel().transaction().payload())) {
                callers.await(stored.reply()); // not while its tree was walked
            }
        }
        for (Stored stored : good) {
            handOver(stored.parcel(), stored.reply());
        }
    }

    /** Returns the record with those of its chunks that travel with it, or null when one of them turns out to be damaged. */
    private @Nullable Parcel parcel(Submission submission) {
        Transaction transaction = submission.transaction();
        if (!Parcel.isSmall((PutRecord) transaction.payload())) {
            return new Parcel(transaction, submission.keyBox(), NOT_HERE);
        }
        byte[] payload = content.get(payloadOf(submission));
        return payload == null ? null : new Parcel(transaction, submission.keyBox(), payload);
    }

    private static Cid payloadOf(Submission submission) {
        return putOf(submission).payloadCid();
    }

    private static SubmitReply missing(Cid cid) {
        return refused(
                "CONTENT_MISSING",
                "This node does not hold block " + cid + " of the payload. Put it first.",
                "transaction");
    }

    /** Returns why a record is refused, or null when all its content is in the content store. */
    private @Nullable SubmitReply store(Submission submission) {
        PutRecord put = putOf(submission);
        if (!put.keyBoxCid().matches(submission.keyBox())) {
            return refused("KEY_BOX_MISMATCH", "The key box is not the one that the transaction names.", "keyBox");
        }
        try {
            KeyBox.decode(submission.keyBox());
        } catch (MalformedKeyBoxException e) {
            return refused("BAD_KEY_BOX", "The key box does not decode: " + e.getMessage(), "keyBox");
        }
        ContentCheck.Outcome outcome =
                check.walk(put.payloadCid(), put.sizeClass(), cid -> uploads.renew(List.of(cid)));
        if (outcome instanceof ContentCheck.Outcome.Missing missing) {
            return missing(missing.cid());
        }
        if (outcome instanceof ContentCheck.Outcome.Malformed malformed) {
            return refused("BAD_CONTENT", "The payload is no well-formed tree: " + malformed.reason(), "transaction");
        }
        long bytes = ((ContentCheck.Outcome.Whole) outcome).fileBytes();
        if (!new SizeClass(put.sizeClass()).isOf(bytes)) {
            return refused(
                    "WRONG_SIZE_CLASS",
                    "The payload has " + bytes + " bytes, which is not size class " + put.sizeClass() + ".",
                    "transaction");
        }
        return switch (uploads.put(put.keyBoxCid(), submission.keyBox())) {
            case STORED, ALREADY_HELD -> null;
            case DISK_FULL -> diskFull();
            case UPLOADS_FULL ->
                new SubmitReply.Busy("UPLOADS_FULL", "Too many uploads wait for their records. Try again.", 5_000);
            case MISMATCH -> throw new IllegalStateException("the key box was compared with its name before");
        };
    }

    private void handOver(Parcel parcel, CompletableFuture<SubmitReply> reply) {
        loop.submit(new HandedOver(submissions.open(reply), parcel, callers));
    }

    private record HandedOver(long id, Parcel parcel, Callers callers) implements CoreDriver.Step {
        @Override
        public void run(NodeCore core, long nowMillis, Effects fx) {
            core.onSubmit(id, parcel, callers.areMany(), nowMillis, fx);
        }

        @Override
        public int sizeBytes() {
            return parcel.sizeBytes();
        }

        @Override
        public void abandon(Publisher publisher) {
            publisher.publish(CoreDriver.diskFull(id));
        }
    }

    private static SubmitReply syncing() {
        return new SubmitReply.Busy(
                "SYNCING",
                "The node fetches blocks that others have, which may register this sender. Try again, or use another node.",
                2_000);
    }

    private static SubmitReply diskFull() {
        return new SubmitReply.Busy("DISK_FULL", "The node's disk is full. Make room on it, then submit again.", 5_000);
    }

    private static SubmitReply refused(TransactionRefusal refusal) {
        return refused(refusal.name(), refusal.text(), "transaction");
    }

    private static SubmitReply refused(String code, String message, String field) {
        return new SubmitReply.Refused(code, message, field);
    }
}
