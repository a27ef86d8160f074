package carnet.consensus.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.MapLedger;
import carnet.consensus.SmallNetwork;
import carnet.consensus.card.Domain;
import carnet.consensus.card.MemberCard;
import carnet.consensus.card.MemberRole;
import carnet.consensus.codec.ByteReader;
import carnet.consensus.codec.ByteWriter;
import carnet.consensus.codec.DecodeException;
import carnet.consensus.tx.PutRecord;
import carnet.consensus.tx.RegisterMember;
import carnet.consensus.tx.Transaction;
import carnet.crypto.cid.Cid;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.SigningKey;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExecutionTest {
    private static final long NOW = SmallNetwork.START_MILLIS + 10_000;
    private static final long DAY_MILLIS = 24 * SmallNetwork.HOUR_MILLIS;

    private final SmallNetwork network = SmallNetwork.of(3, 2);
    private final SigningKey alice = SmallNetwork.key("alice");
    private final SigningKey bob = SmallNetwork.key("bob");
    private final Set<TransactionRefusal> provoked = EnumSet.noneOf(TransactionRefusal.class);

    @AfterAll
    void everyRefusalOfTheLedgerWasProvoked() {
        assertThat(provoked).isEqualTo(EnumSet.complementOf(EnumSet.of(TransactionRefusal.BAD_SIGNATURE)));
    }

    @Test
    void aMemberIsRegisteredAndPutsARecord() {
        Ledger ledger = new Ledger();
        Transaction register = network.register(alice);
        Transaction put = network.put(alice, 1);

        assertThat(ledger.block(NOW, register, put)).isEmpty();

        LedgerReader reader = new LedgerReader(ledger.state);
        PutRecord record = SmallNetwork.record(alice, 1);
        assertThat(reader.member(alice.publicKey()))
                .isEqualTo(new Member(SmallNetwork.card(alice, MemberRole.MEMBER), 1));
        assertThat(reader.record(alice.publicKey(), record.hashId()))
                .isEqualTo(new RecordEntry(record, put.id(), put.validFromMillis(), 1, NOW));
        assertThat(reader.contentOwner(record.payloadCid())).isEqualTo(alice.publicKey());
        assertThat(reader.contentOwner(record.keyBoxCid())).isEqualTo(alice.publicKey());
        assertThat(reader.isExecuted(put.validUntilMillis(), put.id())).isTrue();
    }

    @Test
    void aTransactionExecutesOnceWhileItsWindowIsOpen() {
        Ledger ledger = new Ledger();
        Transaction register = network.register(alice);
        ledger.accept(NOW, register);

        refuse(ledger, NOW + 500, register, TransactionRefusal.ALREADY_EXECUTED);
        refuse(ledger, register.validUntilMillis(), register, TransactionRefusal.ALREADY_EXECUTED);
        refuse(ledger, register.validUntilMillis() + 1, register, TransactionRefusal.EXPIRED);
    }

    @Test
    void aTrialDoesNotLookForEndedWindows() {
        Ledger ledger = new Ledger();
        ledger.accept(NOW, network.register(alice));
        LedgerView withoutScans = new LedgerView() {
            @Override
            public byte @Nullable [] get(LedgerKey key) {
                return ledger.state.get(key);
            }

            @Override
            public List<Entry> scan(LedgerKey from, LedgerKey to, int limit) {
                throw new AssertionError("rows are looked for from " + from);
            }
        };
        Execution trial = new Execution(network.hash, withoutScans, 2, NOW + 500);
        assertThat(trial.execute(network.put(alice, 1))).isEmpty();
    }

    @Test
    void aRefusedTransactionChangesNothing() {
        Ledger ledger = new Ledger();
        Execution execution = ledger.begin(NOW);
        assertThat(execution.execute(network.put(alice, 1))).isPresent();
        assertThat(execution.delta(0).delta().changes()).isEmpty();
    }

    @Test
    void windowBoundsAreInclusive() {
        Ledger ledger = new Ledger();
        Transaction atFirst = registerWithin(NOW, NOW + 1);
        refuse(ledger, NOW - 1, atFirst, TransactionRefusal.NOT_YET_VALID);
        ledger.accept(NOW, atFirst);

        Transaction atLast = network.signed(
                network.registrar, NOW - 5, NOW, new RegisterMember(SmallNetwork.card(bob, MemberRole.MEMBER)));
        refuse(ledger, NOW + 1, atLast, TransactionRefusal.EXPIRED);
        ledger.accept(NOW, atLast);
    }

    @Test
    void theWindowIsNeitherEmptyNorLongerThanThePolicyAllows() {
        refuse(new Ledger(), NOW, registerWithin(NOW + 1, NOW), TransactionRefusal.BAD_WINDOW);
        refuse(new Ledger(), NOW, registerWithin(NOW, NOW + DAY_MILLIS + 1), TransactionRefusal.BAD_WINDOW);
        refuse(new Ledger(), NOW, registerWithin(0, Long.MAX_VALUE), TransactionRefusal.BAD_WINDOW);
        new Ledger().accept(NOW, registerWithin(NOW, NOW + DAY_MILLIS));
        new Ledger().accept(NOW, registerWithin(NOW, NOW));
    }

    @Test
    void aTransactionOfAnotherNetworkIsRefused() {
        Transaction elsewhere = Transaction.sign(
                Hash.ZERO,
                network.registrar,
                new byte[16],
                NOW,
                NOW,
                network.register(alice).payload());
        refuse(new Ledger(), NOW, elsewhere, TransactionRefusal.WRONG_NETWORK);
    }

    @Test
    void onlyTheRegistrarOfTheDomainRegisters() {
        Ledger ledger = new Ledger();
        RegisterMember payload = new RegisterMember(SmallNetwork.card(alice, MemberRole.MEMBER));
        refuse(ledger, NOW, network.signed(alice, payload), TransactionRefusal.NOT_REGISTRAR);
        MemberCard foreign =
                MemberCard.sign(alice, SmallNetwork.sealingKey(Hash.ZERO), new Domain("DE"), MemberRole.MEMBER);
        refuse(
                ledger,
                NOW,
                network.signed(network.registrar, new RegisterMember(foreign)),
                TransactionRefusal.NOT_REGISTRAR);
    }

    @Test
    void registrationMakesNoRegistrar() {
        RegisterMember payload = new RegisterMember(SmallNetwork.card(alice, MemberRole.REGISTRAR));
        refuse(new Ledger(), NOW, network.signed(network.registrar, payload), TransactionRefusal.ROLE_NOT_ALLOWED);
    }

    @Test
    void aCardThatItsKeyDidNotSignIsRefused() throws DecodeException {
        ByteWriter out = new ByteWriter();
        SmallNetwork.card(alice, MemberRole.MEMBER).write(out);
        byte[] card = out.toBytes();
        card[32] ^= 1;
        RegisterMember payload = new RegisterMember(MemberCard.read(new ByteReader(card)));
        refuse(new Ledger(), NOW, network.signed(network.registrar, payload), TransactionRefusal.BAD_CARD);
    }

    @Test
    void aKeyIsRegisteredOnce() {
        Ledger ledger = new Ledger();
        ledger.accept(NOW, network.register(alice));
        refuse(ledger, NOW + 500, network.register(alice), TransactionRefusal.MEMBER_EXISTS);
    }

    @Test
    void whoIsNoMemberPutsNothing() {
        refuse(new Ledger(), NOW, network.put(alice, 1), TransactionRefusal.NOT_A_MEMBER);
    }

    @Test
    void theRegistrarsOfTheGenesisAreMembers() {
        new Ledger().accept(NOW, network.put(network.registrar, 1));
    }

    @Test
    void aRecordIsPutOnceByItsOwnerEvenWithOtherContent() {
        Ledger ledger = membersOnly();
        ledger.accept(NOW, network.put(alice, 1));
        PutRecord other = SmallNetwork.record(alice, 2);
        PutRecord sameName = withHashId(other, SmallNetwork.record(alice, 1).hashId());
        refuse(ledger, NOW + 500, network.put(alice, 1), TransactionRefusal.RECORD_EXISTS);
        refuse(ledger, NOW + 500, network.signed(alice, sameName), TransactionRefusal.RECORD_EXISTS);
    }

    @Test
    void aHashIdCopiedFromAnotherOwnerNamesAnotherRecord() {
        Ledger ledger = membersOnly();
        PutRecord stolenName = withHashId(
                SmallNetwork.record(bob, 1), SmallNetwork.record(alice, 1).hashId());
        ledger.accept(NOW, network.signed(bob, stolenName));
        ledger.accept(NOW + 500, network.put(alice, 1));

        LedgerReader reader = new LedgerReader(ledger.state);
        assertThat(reader.record(alice.publicKey(), stolenName.hashId()))
                .extracting(RecordEntry::put)
                .isEqualTo(SmallNetwork.record(alice, 1));
    }

    @Test
    void contentOfAnotherOwnerIsRefusedInEitherPlace() {
        Ledger ledger = membersOnly();
        ledger.accept(NOW, network.put(alice, 1));
        PutRecord alices = SmallNetwork.record(alice, 1);
        PutRecord bobs = SmallNetwork.record(bob, 1);

        refuse(
                ledger,
                NOW + 500,
                network.signed(bob, withContent(bobs, alices.payloadCid(), bobs.keyBoxCid())),
                TransactionRefusal.FOREIGN_CONTENT);
        refuse(
                ledger,
                NOW + 500,
                network.signed(bob, withContent(bobs, bobs.payloadCid(), alices.keyBoxCid())),
                TransactionRefusal.FOREIGN_CONTENT);
        refuse(
                ledger,
                NOW + 500,
                network.signed(bob, withContent(bobs, bobs.payloadCid(), alices.payloadCid())),
                TransactionRefusal.FOREIGN_CONTENT);
    }

    @Test
    void contentCopiedWithinTheSameBlockIsRefused() {
        Ledger ledger = membersOnly();
        PutRecord alices = SmallNetwork.record(alice, 1);
        Execution execution = ledger.begin(NOW);
        assertThat(execution.execute(network.put(alice, 1))).isEmpty();
        assertThat(execution.execute(network.signed(
                        bob, withContent(SmallNetwork.record(bob, 1), alices.payloadCid(), alices.keyBoxCid()))))
                .contains(TransactionRefusal.FOREIGN_CONTENT);
    }

    @Test
    void anOwnerMayNameItsOwnContentAgain() {
        Ledger ledger = membersOnly();
        ledger.accept(NOW, network.put(alice, 1));
        PutRecord first = SmallNetwork.record(alice, 1);
        ledger.accept(
                NOW + 500,
                network.signed(
                        alice, withContent(SmallNetwork.record(alice, 2), first.payloadCid(), first.keyBoxCid())));
    }

    @Test
    void aRecordOfTheLargestSizeClassPassesAndOneAboveIsTooLarge() {
        Ledger ledger = membersOnly();
        ledger.accept(NOW, network.signed(alice, withSizeClass(SmallNetwork.record(alice, 1), 20)));
        refuse(
                ledger,
                NOW + 500,
                network.signed(alice, withSizeClass(SmallNetwork.record(alice, 2), 21)),
                TransactionRefusal.RECORD_TOO_LARGE);
    }

    @Test
    void rowsOfEndedWindowsAreRemovedByTheFirstBlockAfterThem() {
        Ledger ledger = new Ledger();
        Transaction early = registerWithin(NOW, NOW + 1_000);
        ledger.accept(NOW, early);

        ledger.accept(NOW + 1_000, network.signed(network.registrar, SmallNetwork.record(bob, 1)));
        assertThat(new LedgerReader(ledger.state).isExecuted(early.validUntilMillis(), early.id()))
                .as("a window that ends with the block's time may still repeat")
                .isTrue();

        ledger.accept(NOW + 1_001, network.signed(network.registrar, SmallNetwork.record(bob, 2)));
        assertThat(new LedgerReader(ledger.state).isExecuted(early.validUntilMillis(), early.id()))
                .isFalse();
    }

    private Ledger membersOnly() {
        Ledger ledger = new Ledger();
        ledger.accept(NOW - 1_000, network.register(alice), network.register(bob));
        return ledger;
    }

    private Transaction registerWithin(long fromMillis, long untilMillis) {
        return network.signed(
                network.registrar,
                fromMillis,
                untilMillis,
                new RegisterMember(SmallNetwork.card(alice, MemberRole.MEMBER)));
    }

    private void refuse(Ledger ledger, long timestampMillis, Transaction transaction, TransactionRefusal refusal) {
        assertThat(ledger.begin(timestampMillis).execute(transaction)).contains(refusal);
        assertThat(refusal.text()).endsWith(".");
        provoked.add(refusal);
    }

    private static PutRecord withHashId(PutRecord put, Hash hashId) {
        return new PutRecord(
                hashId,
                put.payloadCid(),
                put.keyBoxCid(),
                put.profile(),
                put.sizeClass(),
                put.recordClass(),
                put.folder());
    }

    private static PutRecord withContent(PutRecord put, Cid payload, Cid keyBox) {
        return new PutRecord(
                put.hashId(), payload, keyBox, put.profile(), put.sizeClass(), put.recordClass(), put.folder());
    }

    private static PutRecord withSizeClass(PutRecord put, int sizeClass) {
        return new PutRecord(
                put.hashId(),
                put.payloadCid(),
                put.keyBoxCid(),
                put.profile(),
                sizeClass,
                put.recordClass(),
                put.folder());
    }

    /** The state after block 0 and after each accepted block. */
    private final class Ledger {
        private final MapLedger state = new MapLedger().apply(network.genesis.state());
        private long height = 1;

        Execution begin(long timestampMillis) {
            return new Execution(network.hash, state, height, timestampMillis);
        }

        List<TransactionRefusal> block(long timestampMillis, Transaction... transactions) {
            Execution execution = begin(timestampMillis);
            List<TransactionRefusal> refusals = new ArrayList<>();
            for (Transaction transaction : transactions) {
                execution.execute(transaction).ifPresent(refusals::add);
            }
            state.apply(execution.delta(0).delta());
            height++;
            return refusals;
        }

        void accept(long timestampMillis, Transaction... transactions) {
            assertThat(block(timestampMillis, transactions)).isEmpty();
        }
    }
}
