package carnet.node.core;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.block.Block;
import carnet.consensus.block.ExtendedHeader;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import carnet.node.wire.Message;
import carnet.storage.chain.ChainWriter;
import carnet.storage.kv.Batch;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A peer shows headers of a very long branch that promises nothing yet. */
class LookAheadTest {
    private static final int LONGER = 100;
    private static final long NOW_MILLIS = SmallNetwork.GENESIS_MILLIS + 100_000_000;
    private static final NodeId PEER = new NodeId(Hash.ZERO);

    private final Effects fx = new Effects();

    @Test
    void itsBlocksAreFetchedWhereNoMinerAloneCanMakeThem() {
        assertThat(askedAfter(SmallNetwork.ofFour(), CoreLimits.AHEAD_HEADERS - 1))
                .isZero();
        assertThat(askedAfter(SmallNetwork.ofFour(), CoreLimits.AHEAD_HEADERS)).isOne();
    }

    @Test
    void andNotWhereOneCan() {
        assertThat(askedAfter(SmallNetwork.ofOne(), CoreLimits.AHEAD_HEADERS + LONGER / 2))
                .isZero();
    }

    /** Returns how often blocks are asked for. */
    private long askedAfter(SmallNetwork network, int count) {
        Chain chain = network.chain();
        for (Block block : network.branch(CoreLimits.AHEAD_HEADERS + LONGER, 0)) {
            chain.add(block, true, NOW_MILLIS, new ChainWriter(new Batch()));
        }
        Peers peers = new Peers();
        peers.up(PEER);
        Peers.Peer peer = Objects.requireNonNull(peers.find(PEER));
        CompactBlocks compact = new CompactBlocks(new Mempool(), new RecentBlocks());
        CatchUp catchUp = new CatchUp(chain, peers, new BlockImport(chain), compact);
        Message.Status claim = new Message.Status(Hash.ZERO, 10_000, BigInteger.ONE.shiftLeft(200), NOW_MILLIS);
        peer.onStatus(claim, NOW_MILLIS);
        catchUp.onStatus(claim, NOW_MILLIS, fx);
        List<ExtendedHeader> headers =
                network.branch(count, 1).stream().map(Block::extendedHeader).toList();
        for (int from = 0; from < count; from += CoreLimits.SYNC_HEADERS) {
            int to = Math.min(count, from + CoreLimits.SYNC_HEADERS);
            catchUp.onHeaders(peer, new Message.Headers(headers.subList(from, to)), NOW_MILLIS, fx);
        }
        return fx.outbound().stream()
                .map(outbound -> ((Effects.Outbound.Send) outbound).message())
                .filter(Message.GetBlocks.class::isInstance)
                .count();
    }
}
