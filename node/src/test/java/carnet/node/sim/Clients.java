package carnet.node.sim;

import carnet.consensus.card.MemberCard;
import carnet.consensus.card.MemberRole;
import carnet.consensus.tx.Payload;
import carnet.consensus.tx.PutRecord;
import carnet.consensus.tx.RegisterMember;
import carnet.consensus.tx.Transaction;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.SigningKey;
import carnet.node.core.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Registrars and members who submit at random nodes, impatient, sometimes twice, sometimes wrongly. */
final class Clients {
    private static final long PATIENCE_MILLIS = 5_000;
    private static final long SHORT_WINDOW_MILLIS = 20_000;
    private static final long HOUR_MILLIS = 60L * 60 * 1000;
    private static final long WINDOW_MILLIS = 12 * HOUR_MILLIS;
    private static final int TRIES = 6;

    private final Timeline timeline;
    private final Dice dice;
    private final Tally tally;
    private final Cast cast;
    private final List<Machine> machines;
    private final Map<Long, Submission> open = new TreeMap<>();
    private final List<Promise> promises = new ArrayList<>();
    private final List<RecordFile> uploaded = new ArrayList<>();
    private final List<SigningKey> registered = new ArrayList<>();
    private long nextId = 1;
    private boolean quiet;

    Clients(Timeline timeline, Dice dice, Tally tally, Cast cast, List<Machine> machines) {
        this.timeline = timeline;
        this.dice = dice;
        this.tally = tally;
        this.cast = cast;
        this.machines = machines;
    }

    /** Registers all members now and puts records in bursts from then on. */
    void start(long pauseMeanMillis) {
        for (int i = 0; i < cast.members().size(); i++) {
            register(i);
        }
        timeline.after(dice.exponentialMillis(5_000), () -> burst(pauseMeanMillis));
    }

    /** Submits nothing more. */
    void stop() {
        quiet = true;
    }

    List<Promise> promises() {
        return promises;
    }

    /** A node tells an outcome. */
    void onEvent(Machine machine, Event event) {
        if (event instanceof Event.Accepted accepted) {
            settle(accepted.submitId(), submission -> onAccepted(machine, submission));
        } else if (event instanceof Event.AlreadyKnown known) {
            settle(known.submitId(), submission -> onKnown(machine, submission));
        } else if (event instanceof Event.Refused refused) {
            settle(refused.submitId(), submission -> tally.add(Count.REFUSED));
        } else if (event instanceof Event.Busy) {
            tally.add(Count.BUSY);
        }
    }

    /** Puts a record of a registered member at a node, and says which transaction that is. */
    Transaction put(Machine machine, SigningKey member, RecordFile file, long windowMillis) {
        PutRecord put = new PutRecord(
                Hash.of(dice.bytes(Hash.LENGTH_BYTES)), file.payload(), file.keyBox(), 1, file.sizeClass(), 4, 0);
        Transaction transaction = signed(member, windowMillis, put);
        submit(machine, transaction, file, null, 1);
        return transaction;
    }

    /** Submits a transaction as it is, with its content. */
    void submit(Machine machine, Transaction transaction, @Nullable RecordFile file) {
        submit(machine, transaction, file, null, 1);
    }

    /** Registers a member of the cast at a random node, again until it is done. */
    void register(int number) {
        register(number, dice.pick(machines));
    }

    /** Registers a member of the cast, first at this node. */
    Transaction register(int number, Machine machine) {
        SigningKey member = cast.members().get(number);
        int domain = number % Cast.DOMAINS.size();
        MemberCard card = MemberCard.sign(member, dice.sealingKey(), Cast.DOMAINS.get(domain), MemberRole.MEMBER);
        Transaction transaction = signed(cast.registrars().get(domain), WINDOW_MILLIS, new RegisterMember(card));
        registered.add(member);
        submit(machine, transaction, null, null, TRIES);
        return transaction;
    }

    /** Puts one record at a random node. */
    void putOne() {
        put(dice.pick(machines), dice.pick(registered), RecordFile.draw(dice), WINDOW_MILLIS);
    }

    private void burst(long pauseMeanMillis) {
        if (quiet) {
            return;
        }
        int submissions = 1 + dice.below(dice.chance(0.2) ? 20 : 4);
        for (int i = 0; i < submissions; i++) {
            timeline.after(dice.between(0, 3_000), this::act);
        }
        timeline.after(1_000 + dice.exponentialMillis(pauseMeanMillis), () -> burst(pauseMeanMillis));
    }

    private void act() {
        if (quiet) {
            return;
        }
        SigningKey member = dice.pick(registered);
        if (dice.chance(0.1)) {
            misbehave(member);
            return;
        }
        RecordFile file = !uploaded.isEmpty() && dice.chance(0.05) ? dice.pick(uploaded) : RecordFile.draw(dice);
        Machine machine = dice.pick(machines);
        long windowMillis = dice.chance(0.1) ? SHORT_WINDOW_MILLIS : WINDOW_MILLIS;
        if (dice.chance(0.3)) {
            file.blocks().forEach(machine::upload);
            timeline.after(dice.between(0, 3_000), () -> put(machine, member, file, windowMillis));
        } else {
            put(machine, member, file, windowMillis);
        }
    }

    private void misbehave(SigningKey member) {
        Submission.Fault fault = dice.pick(List.of(Submission.Fault.values()));
        RecordFile file = RecordFile.draw(dice);
        PutRecord put = new PutRecord(
                Hash.of(dice.bytes(Hash.LENGTH_BYTES)), file.payload(), file.keyBox(), 1, file.sizeClass(), 4, 0);
        SigningKey stranger = SigningKey.fromSeed(dice.bytes(SigningKey.SEED_BYTES));
        Hash genesis = cast.genesis().hash();
        long now = timeline.nowMillis();
        Transaction bad =
                switch (fault) {
                    case WRONG_NETWORK -> sign(Hash.of(dice.bytes(32)), member, now, now + WINDOW_MILLIS, put);
                    case EXPIRED -> sign(genesis, member, now - 3 * HOUR_MILLIS, now - 2 * HOUR_MILLIS, put);
                    case NOT_A_MEMBER -> sign(genesis, stranger, now, now + WINDOW_MILLIS, put);
                    case BAD_WINDOW -> sign(genesis, member, now, now + 3 * WINDOW_MILLIS, put);
                    case BAD_SIGNATURE -> Forgery.resigned(sign(genesis, member, now, now + WINDOW_MILLIS, put), dice);
                    case NOT_REGISTRAR ->
                        sign(
                                genesis,
                                member,
                                now,
                                now + WINDOW_MILLIS,
                                new RegisterMember(MemberCard.sign(
                                        stranger, dice.sealingKey(), Cast.DOMAINS.get(0), MemberRole.MEMBER)));
                };
        tally.add(Count.BAD_SUBMITTED);
        submit(dice.pick(machines), bad, file, fault, 1);
    }

    private void submit(
            Machine machine,
            Transaction transaction,
            @Nullable RecordFile file,
            Submission.@Nullable Fault fault,
            int tries) {
        Submission submission = new Submission(nextId++, transaction, file, fault);
        tally.add(Count.SUBMITTED);
        open.put(submission.id(), submission);
        machine.submit(submission);
        if (fault == null && dice.chance(0.1)) {
            timeline.after(dice.between(0, 4_000), () -> again(submission));
        }
        if (tries > 1) {
            timeline.after(PATIENCE_MILLIS, () -> retry(submission, tries));
        }
    }

    /** Submits the same bytes at another node. */
    private void again(Submission first) {
        Submission second = new Submission(nextId++, first.transaction(), first.file(), first.fault());
        open.put(second.id(), second);
        dice.pick(machines).submit(second);
    }

    private void retry(Submission submission, int tries) {
        if (open.remove(submission.id()) != null) {
            submit(dice.pick(machines), submission.transaction(), submission.file(), null, tries - 1);
        }
    }

    private interface Settled {
        void run(Submission submission);
    }

    private void settle(long id, Settled settled) {
        Submission submission = open.remove(id);
        if (submission != null) {
            settled.run(submission);
        }
    }

    private void onAccepted(Machine machine, Submission submission) {
        if (submission.fault() != null) {
            throw new Violation("bad transactions are refused", submission.fault() + " was accepted");
        }
        tally.add(Count.ACCEPTED);
        promises.add(new Promise(machine.index(), submission.transaction(), submission.file()));
        if (submission.file() != null) {
            uploaded.add(submission.file());
        }
    }

    /** The transaction had come from elsewhere; the node promises no less. */
    private void onKnown(Machine machine, Submission submission) {
        tally.add(Count.KNOWN);
        promises.add(new Promise(machine.index(), submission.transaction(), submission.file()));
    }

    private Transaction signed(SigningKey sender, long windowMillis, Payload payload) {
        long now = timeline.nowMillis();
        return sign(cast.genesis().hash(), sender, now - 5_000, now + windowMillis, payload);
    }

    private Transaction sign(Hash genesis, SigningKey sender, long from, long until, Payload payload) {
        return Transaction.sign(genesis, sender, dice.bytes(Transaction.NONCE_BYTES), from, until, payload);
    }
}
