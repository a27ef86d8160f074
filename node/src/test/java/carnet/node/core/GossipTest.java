package carnet.node.core;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.tx.PutRecord;
import carnet.consensus.tx.RecordContent;
import carnet.consensus.tx.Transaction;
import carnet.crypto.cid.Cid;
import carnet.crypto.hash.Hash;
import carnet.crypto.hash.Sha256;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.SigningKey;
import carnet.node.wire.Message;
import carnet.node.wire.MessageCodec;
import carnet.node.wire.Parcel;
import carnet.storage.chain.PendingTransaction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A drain that has more to tell than one message holds. */
class GossipTest {
    private static final int MANY = 2 * MessageCodec.MAX_IDS + 500;
    private static final SigningKey OWNER = SigningKey.fromSeed(hash("owner").bytes());
    private static final List<Transaction> TRANSACTIONS = new ArrayList<>();

    private final Mempool pool = new Mempool();
    private final Peers peers = new Peers();
    private final Gossip gossip = new Gossip(pool, peers);
    private final Effects fx = new Effects();
    private final NodeId peer =
            NodeId.of(SigningKey.fromSeed(new byte[SigningKey.SEED_BYTES]).publicKey());

    @BeforeAll
    static void sign() {
        for (int i = 0; i < MANY; i++) {
            TRANSACTIONS.add(transaction(i, 0));
        }
    }

    @BeforeEach
    void connect() {
        peers.up(peer);
        TRANSACTIONS.forEach(transaction -> pool.add(new PendingTransaction(transaction, 0)));
    }

    @Test
    void everyOwnTransactionIsSent() throws Exception {
        TRANSACTIONS.forEach(transaction -> gossip.send(Parcel.of(transaction), 0));
        gossip.flush(0, fx);
        List<Transaction> sent = new ArrayList<>();
        for (Message message : decoded()) {
            ((Message.Parcels) message).parcels().forEach(parcel -> sent.add(parcel.transaction()));
        }
        assertThat(sent).isEqualTo(TRANSACTIONS);
    }

    @Test
    void inABurstOfCallersPeersAreToldTogetherWhenItEnds() {
        submit(0, true);
        submit(1, true);
        gossip.flush(10, fx);
        assertThat(fx.outbound()).isEmpty();
        submit(2, false);
        gossip.flush(20, fx);
        assertThat(fx.outbound()).hasSize(1);
    }

    @Test
    void aBurstWithoutEndKeepsPeersWaitingForAWhileOnly() {
        submit(0, true);
        gossip.flush(CoreLimits.CALLERS_FIRST_MILLIS - 1, fx);
        assertThat(fx.outbound()).isEmpty();
        assertThat(gossip.dueMillis()).isEqualTo(CoreLimits.CALLERS_FIRST_MILLIS);
        gossip.flush(CoreLimits.CALLERS_FIRST_MILLIS, fx);
        assertThat(fx.outbound()).hasSize(1);
    }

    @Test
    void whatWasToldLateIsDemandFromThenOn() {
        submit(0, true);
        gossip.flush(10, fx);
        assertThat(pool.demandSinceMillis()).isEqualTo(Long.MAX_VALUE);
        submit(1, false);
        gossip.flush(20, fx);
        submit(2, false);
        gossip.flush(30, fx);
        assertThat(pool.demandSinceMillis()).isEqualTo(20);
        pool.remove(TRANSACTIONS.get(0).id(), null);
        pool.remove(TRANSACTIONS.get(1).id(), null);
        assertThat(pool.demandSinceMillis()).isEqualTo(30);
    }

    @Test
    void whatIsNotValidYetIsDemandFromThenOn() {
        Transaction early = transaction(MANY, 5_000);
        pool.add(new PendingTransaction(early, 0));
        pool.told(early.id(), 10);
        assertThat(pool.demandSinceMillis()).isEqualTo(5_000);
        pool.told(TRANSACTIONS.get(0).id(), 20);
        assertThat(pool.demandSinceMillis()).isEqualTo(20);
        pool.remove(TRANSACTIONS.get(0).id(), null);
        assertThat(pool.demandSinceMillis()).isEqualTo(5_000);
        pool.told(early.id(), 6_000);
        assertThat(pool.demandSinceMillis()).isEqualTo(5_000);
        pool.remove(early.id(), null);
        assertThat(pool.demandSinceMillis()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aNodeWithoutPeersWaitsForNobody() {
        peers.down(peer);
        submit(0, true);
        gossip.flush(0, fx);
        assertThat(pool.demandSinceMillis()).isZero();
    }

    @Test
    void everyTransactionIsAnnounced() throws Exception {
        TRANSACTIONS.forEach(transaction -> gossip.announce(transaction.id(), 0));
        gossip.flush(0, fx);
        assertThat(announced()).isEqualTo(ids());
    }

    @Test
    void aNewPeerIsToldEverythingThatWaits() throws Exception {
        gossip.announceAll(peer, fx);
        assertThat(announced()).isEqualTo(ids());
    }

    @Test
    void everyRecordThatIsHereIsTold() throws Exception {
        List<RecordContent> records = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            records.add(new RecordContent(cid("payload " + i), cid("box " + i)));
            gossip.held(records.get(i));
        }
        gossip.flush(0, fx);
        List<RecordContent> told = new ArrayList<>();
        for (Message message : decoded()) {
            told.addAll(((Message.Holding) message).records());
        }
        assertThat(told).isEqualTo(records);
    }

    private void submit(int number, boolean more) {
        gossip.callersWait(more);
        gossip.send(Parcel.of(TRANSACTIONS.get(number)), 0);
    }

    private List<Hash> announced() throws Exception {
        List<Hash> names = new ArrayList<>();
        for (Message message : decoded()) {
            names.addAll(((Message.NewTransactions) message).ids());
        }
        return names;
    }

    /** Returns what was sent, as the peer reads it. */
    private List<Message> decoded() throws Exception {
        List<Message> messages = new ArrayList<>();
        for (Effects.Outbound outbound : fx.outbound()) {
            byte[] bytes = MessageCodec.encode(((Effects.Outbound.Send) outbound).message());
            messages.add(MessageCodec.decode(bytes).orElseThrow());
        }
        return messages;
    }

    private static Transaction transaction(int number, long validFromMillis) {
        PutRecord put =
                new PutRecord(hash("record " + number), cid("payload " + number), cid("box " + number), 1, 4, 4, 0);
        byte[] nonce = Arrays.copyOf(hash("nonce " + number).bytes(), Transaction.NONCE_BYTES);
        return Transaction.sign(hash("network"), OWNER, nonce, validFromMillis, validFromMillis + 1_000, put);
    }

    private static List<Hash> ids() {
        return TRANSACTIONS.stream().map(Transaction::id).toList();
    }

    private static Hash hash(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Cid cid(String text) {
        return Cid.ofRaw(text.getBytes(StandardCharsets.UTF_8));
    }
}
