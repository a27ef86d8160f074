package carnet.node.core;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import carnet.node.wire.Message;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A peer shows the header of a better block and is gone before it sent the block, again and again. */
class LostPeerTest {
    private static final long NOW_MILLIS = SmallNetwork.GENESIS_MILLIS + 100_000_000;
    private static final NodeId PEER = new NodeId(Hash.ZERO);

    private final SmallNetwork network = SmallNetwork.ofOne();
    private final Peers peers = new Peers();
    private final CatchUp catchUp;
    private final Effects fx = new Effects();

    LostPeerTest() {
        Chain chain = network.chain();
        CompactBlocks compact = new CompactBlocks(new Mempool(), new RecentBlocks());
        catchUp = new CatchUp(chain, peers, new BlockImport(chain), compact);
    }

    @Test
    void itsBlockIsNotWorthWaitingForASecondTime() {
        show();
        assertThat(catchUp.isWorthWaitingFor()).isTrue();
        peers.down(PEER);
        catchUp.onPeerDown(PEER, NOW_MILLIS, fx);
        show();
        assertThat(catchUp.isBehind()).as("it is asked for the block").isTrue();
        assertThat(catchUp.isWorthWaitingFor()).isFalse();
    }

    private void show() {
        peers.up(PEER);
        Peers.Peer peer = Objects.requireNonNull(peers.find(PEER));
        Message.Status claim = new Message.Status(Hash.ZERO, 10_000, BigInteger.ONE.shiftLeft(200), NOW_MILLIS);
        peer.onStatus(claim, NOW_MILLIS);
        catchUp.onStatus(claim, NOW_MILLIS, fx);
        Message.Headers headers =
                new Message.Headers(List.of(network.branch(1, 0).get(0).extendedHeader()));
        catchUp.onHeaders(peer, headers, NOW_MILLIS, fx);
    }
}
