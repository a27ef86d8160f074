package carnet.node.core;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.crypto.hash.Hash;
import carnet.crypto.hash.Sha256;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.SigningKey;
import carnet.node.wire.Message;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Several peers name the same transactions, and not all of them send what they are asked for. */
class AnnouncementsTest {
    private static final NodeId FIRST = peer(1);
    private static final NodeId SECOND = peer(2);
    private static final NodeId THIRD = peer(3);
    private static final int MANY = 1_000;
    private static final long DUE_MILLIS = CoreLimits.ON_ITS_WAY_MILLIS;

    private final Announcements announcements = new Announcements(new Random(1));

    private record Asked(NodeId peer, Hash id) {}

    @Test
    void oneIsAskedOnce() {
        announcements.add(hash(1), SECOND, 0);
        announcements.add(hash(1), FIRST, 10);
        announcements.add(hash(2), FIRST, 20);
        assertThat(announcements.wakeMillis()).isEqualTo(DUE_MILLIS);
        assertThat(ask(DUE_MILLIS + 20)).extracting(Asked::id).containsExactlyInAnyOrder(hash(1), hash(2));
    }

    @Test
    void whoIsQuickestToNameEverythingIsAskedForAPartOnly() {
        for (int i = 0; i < MANY; i++) {
            announcements.add(hash(i), FIRST, 0);
        }
        for (int i = 0; i < MANY; i++) {
            announcements.add(hash(i), SECOND, 10);
        }
        List<Asked> asked = ask(DUE_MILLIS);
        assertThat(asked).hasSize(MANY);
        assertThat(asked).filteredOn(ask -> ask.peer().equals(FIRST)).hasSizeBetween(MANY / 3, 2 * MANY / 3);
    }

    @Test
    void whatDoesNotComeIsAskedForOfAnotherUntilAllWereAsked() {
        List<NodeId> all = List.of(FIRST, SECOND, THIRD);
        all.forEach(peer -> announcements.add(hash(1), peer, 0));
        List<NodeId> asked = askAll();
        assertThat(asked).containsExactlyInAnyOrderElementsOf(all);
        announcements.add(hash(1), SECOND, 100_000);
        assertThat(ask(100_000 + DUE_MILLIS)).containsExactly(new Asked(SECOND, hash(1)));
    }

    @Test
    void eachHasTwiceTheTimeOfTheOneBefore() {
        for (int i = 1; i <= 8; i++) {
            announcements.add(hash(1), peer(i), 0);
        }
        List<Long> moments = new ArrayList<>();
        for (long wake = announcements.wakeMillis(); wake != Long.MAX_VALUE; wake = announcements.wakeMillis()) {
            assertThat(ask(wake - 1)).isEmpty();
            if (!ask(wake).isEmpty()) {
                moments.add(wake);
            }
        }
        assertThat(moments).containsExactly(250L, 2_250L, 6_250L, 14_250L, 30_250L, 62_250L, 94_250L, 126_250L);
    }

    @Test
    void whoNamesItAfterAnotherWasAskedIsAskedOnceThatOneHadItsTime() {
        announcements.add(hash(1), FIRST, 0);
        assertThat(ask(DUE_MILLIS)).containsExactly(new Asked(FIRST, hash(1)));
        announcements.add(hash(1), SECOND, DUE_MILLIS + 5);
        long hadItsTimeMillis = DUE_MILLIS + CoreLimits.REQUEST_MILLIS;
        assertThat(ask(hadItsTimeMillis - 1)).isEmpty();
        assertThat(ask(hadItsTimeMillis)).containsExactly(new Asked(SECOND, hash(1)));
    }

    @Test
    void whoNamesItOverAndOverHurriesNobody() {
        announcements.add(hash(1), FIRST, 0);
        announcements.add(hash(1), SECOND, 0);
        announcements.add(hash(1), THIRD, 0);
        List<Asked> asked = new ArrayList<>();
        for (long now = 0; now < DUE_MILLIS + CoreLimits.REQUEST_MILLIS; now += 50) {
            announcements.add(hash(1), THIRD, now);
            asked.addAll(ask(now));
        }
        assertThat(asked).hasSize(1);
    }

    @Test
    void whatCameIsAskedForOfNobodyElse() {
        announcements.add(hash(1), FIRST, 0);
        announcements.add(hash(1), SECOND, 0);
        ask(DUE_MILLIS);
        announcements.remove(hash(1));
        assertThat(announcements.wakeMillis()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whoIsGoneIsNotAsked() {
        announcements.add(hash(1), FIRST, 0);
        announcements.add(hash(2), FIRST, 0);
        announcements.add(hash(2), SECOND, 0);
        announcements.onPeerDown(FIRST);
        assertThat(ask(DUE_MILLIS)).containsExactly(new Asked(SECOND, hash(2)));
        announcements.add(hash(3), FIRST, 1_000);
        announcements.add(hash(3), SECOND, 1_000);
        NodeId asked = ask(1_000 + DUE_MILLIS).get(0).peer();
        announcements.onPeerDown(asked.equals(FIRST) ? SECOND : FIRST);
        assertThat(askAll()).isEmpty();
    }

    /** Asks as often as it is wanted; returns who was asked. */
    private List<NodeId> askAll() {
        List<NodeId> asked = new ArrayList<>();
        for (long wake = announcements.wakeMillis(); wake != Long.MAX_VALUE; wake = announcements.wakeMillis()) {
            ask(wake).forEach(ask -> asked.add(ask.peer()));
        }
        return asked;
    }

    private List<Asked> ask(long nowMillis) {
        Effects fx = new Effects();
        announcements.ask(nowMillis, fx);
        List<Asked> asked = new ArrayList<>();
        for (Effects.Outbound outbound : fx.outbound()) {
            Effects.Outbound.Send sent = (Effects.Outbound.Send) outbound;
            ((Message.GetTransactions) sent.message()).ids().forEach(id -> asked.add(new Asked(sent.peer(), id)));
        }
        return asked;
    }

    private static Hash hash(int number) {
        return Sha256.of(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }

    private static NodeId peer(int number) {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        seed[0] = (byte) number;
        return NodeId.of(SigningKey.fromSeed(seed).publicKey());
    }
}
