package carnet.node.core;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.crypto.cid.Cid;
import carnet.crypto.record.SizeClass;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.SigningKey;
import carnet.node.wire.DealtChunk;
import carnet.node.wire.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which uploads are copied before their record comes. */
class DealingTest {
    private static final long MINUTE_MILLIS = 60_000;
    private static final int LEAF_BYTES = CoreLimits.EARLY_LEAF_BYTES;
    private static final int SMALL_BYTES = 1 << 10;

    private static final NodeId PEER = peer(1);

    private final Peers peers = new Peers();
    private final Dealing dealing = new Dealing(peers);
    private long nowMillis = 1_000_000;
    private int chunks;

    @BeforeEach
    void connect() {
        peers.up(PEER);
    }

    @Test
    void aLargeFileIsDealtAndASmallOneIsNot() {
        put(CoreLimits.EARLY_FROM_BYTES / LEAF_BYTES - 1);
        assertThat(isDealt()).isFalse();
        put(1);
        assertThat(isDealt()).isTrue();
    }

    @Test
    void anUploadThatWasGivenUpIsForgottenThoughOthersPutAllTheTime() {
        put(400);
        assertThat(isDealt()).isTrue();
        for (long end = nowMillis + 2 * MINUTE_MILLIS; nowMillis < end; nowMillis += 5_000) {
            dealing.onPut(chunk(), SMALL_BYTES, nowMillis);
            dealing.onNamed(SizeClass.of(SMALL_BYTES));
        }
        dealt();
        put(4);
        assertThat(isDealt()).isFalse();
    }

    @Test
    void aSlowUploadIsDealtTooThoughOthersPutAllTheTime() {
        for (int leaf = 0; leaf < 6; leaf++) {
            put(1);
            nowMillis += 8_000;
            dealing.onPut(chunk(), SMALL_BYTES, nowMillis);
            dealing.onNamed(SizeClass.of(SMALL_BYTES));
        }
        assertThat(isDealt()).isTrue();
    }

    @Test
    void aPeerIsDealtTheNextLeafWhenItHasOneOfThoseBefore() {
        put(20);
        List<DealtChunk> first = dealt();
        assertThat(first).hasSize(CoreLimits.DEALT_AHEAD);
        assertThat(dealt()).isEmpty();

        dealing.onHave(PEER, first.get(1).cid());
        dealing.onHave(PEER, first.get(1).cid());
        dealing.proceed(nowMillis);
        assertThat(dealt()).hasSize(1);
    }

    @Test
    void aPeerThatSaysNothingIsDealtMoreAfterAWhile() {
        put(20);
        assertThat(dealt()).hasSize(CoreLimits.DEALT_AHEAD);
        nowMillis = dealing.wakeMillis();
        dealing.proceed(nowMillis - 1);
        assertThat(dealt()).isEmpty();
        dealing.proceed(nowMillis);
        assertThat(dealt()).hasSize(CoreLimits.DEALT_AHEAD);
    }

    @Test
    void aQuickPeerIsDealtMoreAndNotMuchMoreThanTwiceItsShare() {
        List<NodeId> silent = List.of(peer(2), peer(3), peer(4));
        silent.forEach(peers::up);
        put(100);
        List<NodeId> receivers = new ArrayList<>();
        for (List<DealtChunk> told = dealt(); !told.isEmpty(); told = dealt()) {
            for (DealtChunk chunk : told) {
                receivers.add(chunk.receiver());
                dealing.onHave(PEER, chunk.cid());
            }
            dealing.proceed(nowMillis);
        }
        silent.forEach(
                peer -> assertThat(Collections.frequency(receivers, peer)).isEqualTo(CoreLimits.DEALT_AHEAD));
        int share = receivers.size() / 4;
        assertThat(Collections.frequency(receivers, PEER)).isBetween(share, 2 * share + CoreLimits.DEALT_AHEAD + 1);
        assertThat(dealing.wakeMillis()).isEqualTo(nowMillis + CoreLimits.DEALT_MILLIS);
    }

    @Test
    void aPeerThatComesBackIsDealtLeavesAtOnce() {
        put(20);
        assertThat(dealt()).hasSize(CoreLimits.DEALT_AHEAD);
        dealing.onPeerDown(PEER);
        dealing.proceed(nowMillis);
        assertThat(dealt()).hasSize(CoreLimits.DEALT_AHEAD);
    }

    @Test
    void theRecordOfOneUploadTakesNoOthersLeaves() {
        put(8);
        List<DealtChunk> next = dealt();
        for (int fetched = next.size(); fetched < 8; fetched += next.size()) {
            next = dealtAfterHaving(next);
        }
        assertThat(dealtAfterHaving(next)).isEmpty();

        put(8);
        List<DealtChunk> ofOther = dealt();
        dealing.onNamed(SizeClass.of(8L * LEAF_BYTES));
        assertThat(dealtAfterHaving(ofOther)).hasSize(CoreLimits.DEALT_AHEAD);
    }

    @Test
    void aLeafThatIsPutTwiceIsDealtOnce() {
        put(4);
        put(1);
        List<DealtChunk> first = dealt();
        for (int i = 0; i < 5; i++) {
            dealing.onPut(first.get(0).cid(), LEAF_BYTES, nowMillis);
        }
        assertThat(dealtAfterHaving(first)).doesNotContainAnyElementsOf(first);
    }

    private List<DealtChunk> dealtAfterHaving(List<DealtChunk> had) {
        had.forEach(chunk -> dealing.onHave(chunk.receiver(), chunk.cid()));
        dealing.proceed(nowMillis);
        return dealt();
    }

    @Test
    void whatIsNamedHoldsUpNoOther() {
        put(20);
        assertThat(dealt()).hasSize(CoreLimits.DEALT_AHEAD);
        dealing.onNamed(SizeClass.of(20L * LEAF_BYTES));
        put(20);
        assertThat(dealt()).hasSize(CoreLimits.DEALT_AHEAD);
    }

    private void put(int leaves) {
        for (int i = 0; i < leaves; i++) {
            dealing.onPut(chunk(), LEAF_BYTES, nowMillis);
        }
    }

    private boolean isDealt() {
        return !dealt().isEmpty();
    }

    /** Returns what the first peer was told since this was asked last. */
    private List<DealtChunk> dealt() {
        Effects fx = new Effects();
        dealing.flush(fx);
        return fx.outbound().stream()
                .map(Effects.Outbound.Send.class::cast)
                .filter(sent -> sent.peer().equals(PEER))
                .flatMap(sent -> ((Message.Uploaded) sent.message()).chunks().stream())
                .toList();
    }

    private static NodeId peer(int number) {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        seed[0] = (byte) number;
        return NodeId.of(SigningKey.fromSeed(seed).publicKey());
    }

    private Cid chunk() {
        return Cid.ofRaw(("chunk " + ++chunks).getBytes(StandardCharsets.UTF_8));
    }
}
