package carnet.node.service;

import static org.assertj.core.api.Assertions.assertThat;

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
import carnet.crypto.hash.Sha256;
import carnet.crypto.secret.SecretBytes;
import carnet.crypto.sign.Signature;
import carnet.crypto.sign.SigningKey;
import carnet.crypto.vault.SealingKey;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SignatureCacheTest {
    private static final SigningKey MEMBER = SigningKey.fromSeed(new byte[SigningKey.SEED_BYTES]);
    private static final int BURST = 10_000;
    private static final int LIMIT = SignatureCache.LIMIT;
    private static final int LANES = 4;
    private static final int ROUNDS = 50;

    private final AtomicInteger verifications = new AtomicInteger();

    @Test
    void aBurstOfTenThousandIsVerifiedOnce() {
        SignatureCache cache = new SignatureCache(LIMIT, transaction -> verifications.incrementAndGet() > 0);
        List<Transaction> burst = new ArrayList<>();
        for (int i = 0; i < BURST; i++) {
            burst.add(transaction(i));
        }
        burst.forEach(cache::holds);
        assertThat(burst).allMatch(cache::holds);
        assertThat(verifications).hasValue(BURST);
    }

    @Test
    void whoIsKeptIsNotVerifiedAgainHoweverManyOthersCome() throws Exception {
        SignatureCache cache = new SignatureCache(LIMIT, transaction -> verifications.incrementAndGet() > 0);
        Transaction kept = transaction(1);
        Transaction copy = Transaction.decode(kept.bytes());
        assertThat(cache.holds(kept)).isTrue();
        assertThat(cache.holds(copy)).isTrue();
        for (int i = 0; i <= LIMIT; i++) {
            cache.holds(signedAnew(kept, i));
        }
        verifications.set(0);
        assertThat(cache.holds(kept)).isTrue();
        assertThat(cache.holds(copy)).isTrue();
        assertThat(verifications).hasValue(0);
    }

    @Test
    void whatIsFalseIsNotRemembered() {
        SignatureCache cache = new SignatureCache(LIMIT, transaction -> verifications.incrementAndGet() > 1);
        Transaction transaction = transaction(1);
        assertThat(cache.holds(transaction)).isFalse();
        assertThat(cache.holds(transaction)).isTrue();
    }

    @Test
    void copiesThatComeAtTheSameTimeAreVerifiedOnce() throws Exception {
        SignatureCache cache = new SignatureCache(LIMIT, transaction -> {
            verifications.incrementAndGet();
            return transaction.signatureHolds();
        });
        CyclicBarrier together = new CyclicBarrier(LANES);
        ExecutorService lanes = Executors.newFixedThreadPool(LANES);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                Transaction transaction = transaction(round);
                Callable<Boolean> copy = () -> {
                    together.await();
                    return cache.holds(transaction);
                };
                for (Future<Boolean> verdict : lanes.invokeAll(List.of(copy, copy, copy, copy))) {
                    assertThat(verdict.get()).isTrue();
                }
            }
        } finally {
            lanes.shutdownNow();
        }
        assertThat(verifications).hasValue(ROUNDS);
    }

    @Test
    void theCardInACopyIsKnownToo() throws Exception {
        SignatureCache cache = new SignatureCache();
        Transaction transaction = registration(card());
        cache.holds(transaction);
        Transaction copy = Transaction.decode(transaction.bytes());
        assertThat(cardOf(copy).isMarkedSigned()).isFalse();
        assertThat(cache.holds(copy)).isTrue();
        assertThat(cardOf(copy).isMarkedSigned()).isTrue();
    }

    @Test
    void aFalseCardIsNotTakenForSignedWithWhatCarriesIt() throws Exception {
        ByteWriter written = new ByteWriter();
        card().write(written);
        byte[] bytes = written.toBytes();
        bytes[bytes.length - Signature.LENGTH_BYTES] ^= 1;
        Transaction transaction = registration(MemberCard.read(new ByteReader(bytes)));
        SignatureCache cache = new SignatureCache();
        for (Transaction each : List.of(transaction, transaction, Transaction.decode(transaction.bytes()))) {
            assertThat(cache.holds(each)).isTrue();
            assertThat(cardOf(each).signatureHolds()).isFalse();
        }
    }

    private static MemberCard card() {
        byte[] sealingKey =
                SealingKey.of(SecretBytes.copyOf(new byte[32])).publicKey().bytes();
        return MemberCard.sign(MEMBER, sealingKey, new Domain("CN"), MemberRole.MEMBER);
    }

    private static MemberCard cardOf(Transaction registration) {
        return ((RegisterMember) registration.payload()).card();
    }

    private static Transaction registration(MemberCard card) {
        return Transaction.sign(Hash.ZERO, MEMBER, new byte[Transaction.NONCE_BYTES], 0, 1, new RegisterMember(card));
    }

    /** Returns the same transaction with another signature, which need not hold here. */
    private static Transaction signedAnew(Transaction transaction, int number) throws DecodeException {
        byte[] bytes = transaction.bytes();
        ByteBuffer.wrap(bytes).putInt(bytes.length - Integer.BYTES, number);
        return Transaction.decode(bytes);
    }

    private static Transaction transaction(int number) {
        byte[] nonce =
                ByteBuffer.allocate(Transaction.NONCE_BYTES).putInt(number).array();
        Hash any = Sha256.of(nonce);
        PutRecord put = new PutRecord(any, Cid.ofRaw(nonce), Cid.ofRaw(any.bytes()), 1, 4, 4, 0);
        return Transaction.sign(Hash.ZERO, MEMBER, nonce, 0, 1, put);
    }
}
