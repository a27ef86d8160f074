package carnet.node.core;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.crypto.cid.Cid;
import carnet.crypto.record.SizeClass;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.SigningKey;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which uploads are copied before their record comes. */
class DealingTest {
    private static final long MINUTE_MILLIS = 60_000;
    private static final int LEAF_BYTES = CoreLimits.EARLY_LEAF_BYTES;
    private static final int SMALL_BYTES = 1 << 10;

    private final Peers peers = new Peers();
    private final Dealing dealing = new Dealing(peers);
    private long nowMillis = 1_000_000;
    private int chunks;

    @BeforeEach
    void connect() {
        peers.up(NodeId.of(SigningKey.fromSeed(new byte[SigningKey.SEED_BYTES]).publicKey()));
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

    private void put(int leaves) {
        for (int i = 0; i < leaves; i++) {
            dealing.onPut(chunk(), LEAF_BYTES, nowMillis);
        }
    }

    /** Returns whether peers were told of anything since this was asked last. */
    private boolean isDealt() {
        Effects fx = new Effects();
        dealing.flush(fx);
        return !fx.outbound().isEmpty();
    }

    private Cid chunk() {
        return Cid.ofRaw(("chunk " + ++chunks).getBytes(StandardCharsets.UTF_8));
    }
}
