package carnet.node.core;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.tx.PutRecord;
import carnet.consensus.tx.Transaction;
import carnet.crypto.cid.Cid;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.SigningKey;
import carnet.node.wire.Parcel;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What one peer may do in a time, and that it gains nothing by coming back. */
class PeersTest {
    private static final SigningKey KEY = SigningKey.fromSeed(new byte[SigningKey.SEED_BYTES]);
    private static final NodeId PEER = NodeId.of(KEY.publicKey());
    private static final long NOW_MILLIS = 1_000_000;

    private final Peers peers = new Peers();

    @Test
    void whoeverToldAllThatItMayTellsNoMoreWhenItComesBack() {
        assertThat(connected().mayTell(CoreLimits.TOLD_BURST, NOW_MILLIS)).isTrue();
        assertThat(connected().mayTell(1, NOW_MILLIS)).isFalse();
        assertThat(connected().mayTell(CoreLimits.TOLD_PER_MILLI, NOW_MILLIS + 1))
                .isTrue();
        assertThat(connected().mayTell(1, NOW_MILLIS + 1)).isFalse();
    }

    @Test
    void norDoesWhoeverSentAllThatItMayInVain() {
        Parcel parcel = parcel();
        Peers.Peer peer = connected();
        for (int i = 0; i < CoreLimits.VAIN_BURST; i++) {
            assertThat(peer.maySendInVain(parcel, NOW_MILLIS)).isTrue();
        }
        assertThat(connected().maySendInVain(parcel, NOW_MILLIS)).isFalse();
    }

    @Test
    void norIsItForgottenThatAPeerLeftRequestsUnanswered() {
        for (int i = 1; i < CoreLimits.STRIKES; i++) {
            assertThat(connected().strike(0)).isFalse();
            assertThat(connected().isOwing()).isTrue();
        }
        assertThat(connected().strike(0)).isTrue();
        connected().answered();
        assertThat(connected().isOwing()).isFalse();
    }

    @Test
    void anAnswerThatIsLateNowAndThenIsForgiven() {
        for (int i = 1; i < 3 * CoreLimits.STRIKES; i++) {
            assertThat(connected().strike(i * CoreLimits.FORGIVEN_MILLIS)).isFalse();
        }
    }

    @Test
    void whoGoesAwayBeforeItSentWhatItPromisedOwesIt() {
        connected();
        peers.down(PEER);
        peers.leftOwing(PEER);
        assertThat(connected().isOwing()).isTrue();
    }

    /** The peer connects, for the first time or anew. */
    private Peers.Peer connected() {
        peers.down(PEER);
        peers.up(PEER);
        return Objects.requireNonNull(peers.find(PEER));
    }

    private static Parcel parcel() {
        Cid cid = Cid.ofRaw(new byte[1]);
        PutRecord put = new PutRecord(Hash.ZERO, cid, cid, 1, 0, 4, 0);
        return Parcel.of(Transaction.sign(Hash.ZERO, KEY, new byte[Transaction.NONCE_BYTES], 0, 1, put));
    }
}
