package carnet.node.core;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.block.Block;
import carnet.crypto.hash.Hash;
import carnet.crypto.hash.Sha256;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.SigningKey;
import carnet.node.wire.Message;
import carnet.storage.chain.ChainWriter;
import carnet.storage.kv.Batch;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two peers that claim more than is here. */
class TurnsTest {
    private static final NodeId SOME = peer(1);
    private static final NodeId MORE = peer(2);
    private static final long NOW_MILLIS = 2_000_000;

    private final SmallNetwork network = SmallNetwork.ofOne();
    private final Chain chain = network.chain();
    private final Peers peers = new Peers();
    private long onItsWayUntil;
    private final Turns turns = new Turns(chain, peers, block -> onItsWayUntil);

    @BeforeEach
    void connect() {
        peers.up(SOME);
        peers.up(MORE);
        claim(SOME, 1);
        claim(MORE, 2);
    }

    @Test
    void whoClaimsMoreComesFirst() {
        assertThat(next()).isSameAs(find(MORE));
        assertThat(turns.next(MORE, NOW_MILLIS)).isSameAs(find(SOME));
    }

    @Test
    void whoWasLeftLongestAgoComesBeforeWhoeverClaimsMore() {
        turns.left(MORE, NOW_MILLIS);
        assertThat(next()).isSameAs(find(SOME));
        turns.left(SOME, NOW_MILLIS + 1);
        assertThat(next()).isSameAs(find(MORE));
    }

    @Test
    void whoLeftAQuestionUnansweredRestsUntilItSpeaksAgain() {
        find(MORE).strike(NOW_MILLIS);
        assertThat(next()).isSameAs(find(SOME));
        assertThat(turns.againMillis()).isEqualTo(NOW_MILLIS + 2 * CoreLimits.REQUEST_MILLIS);
        assertThat(turns.next(null, turns.againMillis())).isSameAs(find(MORE));
        claim(MORE, 2);
        assertThat(next()).isSameAs(find(MORE));
    }

    @Test
    void aHeadThatIsOnItsWayIsWaitedFor() {
        onItsWayUntil = NOW_MILLIS + 1;
        assertThat(next()).isNull();
        assertThat(turns.againMillis()).isEqualTo(onItsWayUntil);
    }

    @Test
    void whoSaidNothingIsNotAsked() {
        find(SOME).forgetStatus();
        find(MORE).forgetStatus();
        assertThat(next()).isNull();
        assertThat(turns.againMillis()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aPeerIsAskedOnFromTheBlockThatItShowedLast() {
        List<Hash> hashes = new ArrayList<>();
        while (hashes.size() < 30) {
            Block block = network.block(chain.best(), SmallNetwork.SPACING_MILLIS, List.of(SampleBlocks.TRANSACTION));
            chain.add(block, false, NOW_MILLIS, new ChainWriter(new Batch()));
            hashes.add(block.hash());
        }
        turns.shown(SOME, hashes.get(2));
        assertThat(turns.locator(SOME))
                .isEqualTo(chain.locatorAbove(hashes.get(2)))
                .isNotEqualTo(chain.locator());
        assertThat(turns.locator(MORE)).isEqualTo(chain.locator());
        turns.shown(SOME, null);
        assertThat(turns.locator(SOME)).isEqualTo(chain.locator());
    }

    private Peers.@Nullable Peer next() {
        return turns.next(null, NOW_MILLIS);
    }

    private void claim(NodeId peer, long work) {
        Hash nowhere = Sha256.of(peer.digest().bytes());
        BigInteger total = BigInteger.ONE.shiftLeft(100).add(BigInteger.valueOf(work));
        find(peer).onStatus(new Message.Status(nowhere, 1, total, NOW_MILLIS), NOW_MILLIS);
    }

    private Peers.Peer find(NodeId peer) {
        return Objects.requireNonNull(peers.find(peer));
    }

    private static NodeId peer(int number) {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        seed[0] = (byte) number;
        return NodeId.of(SigningKey.fromSeed(seed).publicKey());
    }
}
