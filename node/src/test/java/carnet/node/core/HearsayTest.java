package carnet.node.core;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.tx.RecordContent;
import carnet.crypto.cid.Cid;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.SigningKey;
import carnet.node.wire.Message;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** One peer tells more than anybody can remember: what the others told stays. */
class HearsayTest {
    private static final NodeId FIRST = peer(1);
    private static final NodeId SECOND = peer(2);
    private static final NodeId FLOODER = peer(3);
    private static final int MOST_NODES = 64;
    private static final int FEW = 500;
    private static final int FLOOD = 100_000;

    @Test
    void whoHoldsWhichRecords() {
        Peers peers = new Peers();
        for (int i = 0; i < FEW; i++) {
            peers.holds(FIRST, record(i));
            peers.holds(SECOND, record(i));
        }
        for (int i = 0; i < FLOOD; i++) {
            peers.holds(FLOODER, record(i));
        }
        for (int i = 0; i < FEW; i++) {
            assertThat(peers.holders(record(i))).containsExactlyInAnyOrder(FIRST, SECOND);
        }
        assertThat(peers.holders(record(FLOOD - 1))).containsExactly(FLOODER);
    }

    @Test
    void whoHasWhichChunks() {
        Whereabouts whereabouts = new Whereabouts();
        for (int i = 0; i < FEW; i++) {
            assertThat(whereabouts.heard(chunk(i), FIRST)).isTrue();
            whereabouts.heard(chunk(i), SECOND);
        }
        for (int i = 0; i < FLOOD; i++) {
            whereabouts.heard(chunk(i), FLOODER);
        }
        for (int i = 0; i < FEW; i++) {
            assertThat(whereabouts.of(chunk(i))).containsExactlyInAnyOrder(FIRST, SECOND);
            assertThat(whereabouts.heard(chunk(i), FIRST)).isFalse();
        }
    }

    @Test
    void whichChunksEachOfManyPeersHas() {
        Whereabouts whereabouts = new Whereabouts();
        List<NodeId> peers = new ArrayList<>();
        for (int number = 1; number < MOST_NODES; number++) {
            peers.add(peer(number));
        }
        for (int i = 0; i < CoreLimits.LEAVES_AHEAD; i++) {
            for (NodeId peer : peers) {
                whereabouts.heard(chunk(i), peer);
            }
        }
        for (int i = 0; i < CoreLimits.LEAVES_AHEAD; i++) {
            assertThat(whereabouts.of(chunk(i))).hasSameSizeAs(peers);
        }
    }

    @Test
    void whatWasDealtToWhom() {
        Deals deals = new Deals();
        for (int i = 0; i < FEW; i++) {
            deals.heard(FIRST, chunk(i), SECOND);
        }
        for (int i = 0; i < FLOOD; i++) {
            deals.heard(FLOODER, chunk(i), FLOODER);
        }
        for (int i = 0; i < FEW; i++) {
            assertThat(deals.receiver(FIRST, chunk(i))).isEqualTo(SECOND);
        }
    }

    @Test
    void whichTransactionsTheyHave() {
        Announcements announcements = new Announcements(new Random(1));
        for (int i = 0; i < FEW; i++) {
            announcements.add(hash(i), FIRST, 0);
        }
        for (int i = FEW; i < FLOOD; i++) {
            announcements.add(hash(i), FLOODER, 1);
        }
        assertThat(asked(announcements, CoreLimits.ON_ITS_WAY_MILLIS, FIRST)).hasSize(FEW);
    }

    /** The peer that is quickest to name everything names so much that its own words are lost. */
    @Test
    void whichTransactionsTheyHaveThoughAnotherNamedThemFirst() {
        Announcements announcements = new Announcements(new Random(1));
        for (int i = 0; i < FEW; i++) {
            announcements.add(hash(i), FLOODER, 0);
            announcements.add(hash(i), FIRST, 0);
        }
        for (int i = FEW; i < FLOOD; i++) {
            announcements.add(hash(i), FLOODER, 1);
        }
        assertThat(asked(announcements, CoreLimits.ON_ITS_WAY_MILLIS, FIRST)).hasSize(FEW);
    }

    private static List<Hash> asked(Announcements announcements, long nowMillis, NodeId peer) {
        Effects fx = new Effects();
        announcements.ask(nowMillis, fx);
        return names(fx, peer);
    }

    private static List<Hash> names(Effects fx, NodeId peer) {
        List<Hash> names = new ArrayList<>();
        for (Effects.Outbound outbound : fx.outbound()) {
            Effects.Outbound.Send sent = (Effects.Outbound.Send) outbound;
            if (sent.peer().equals(peer)) {
                names.addAll(((Message.GetTransactions) sent.message()).ids());
            }
        }
        return names;
    }

    private static RecordContent record(int number) {
        return new RecordContent(chunk(number), chunk(-1 - number));
    }

    private static Cid chunk(int number) {
        return new Cid(Cid.Codec.RAW, hash(number));
    }

    private static Hash hash(int number) {
        return Hash.of(ByteBuffer.allocate(Hash.LENGTH_BYTES)
                .putInt(Hash.LENGTH_BYTES - Integer.BYTES, number)
                .array());
    }

    private static NodeId peer(int number) {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        seed[0] = (byte) number;
        return NodeId.of(SigningKey.fromSeed(seed).publicKey());
    }
}
