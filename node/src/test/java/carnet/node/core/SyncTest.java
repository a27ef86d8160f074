package carnet.node.core;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.block.BlockMeta;
import carnet.consensus.block.ExtendedHeader;
import carnet.consensus.selection.Ancestry;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.SigningKey;
import carnet.node.wire.Message;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a peer may leave out of an answer about blocks. */
class SyncTest {
    private static final NodeId PEER =
            NodeId.of(SigningKey.fromSeed(new byte[SigningKey.SEED_BYTES]).publicKey());
    private static final long NOW_MILLIS = 1_000_000;
    private static final ExtendedHeader HEADER = SampleBlocks.block(1, 0).extendedHeader();

    private final Sync sync = new Sync();
    private final Effects fx = new Effects();

    @BeforeEach
    void ask() {
        HeaderBranch branch = new HeaderBranch(new Root());
        for (int height = 1; height <= CoreLimits.SYNC_WINDOW + 4; height++) {
            branch.add(SampleBlocks.block(height, 0).extendedHeader());
        }
        sync.begin(PEER, null, List.of(Hash.ZERO), NOW_MILLIS, fx);
        sync.fetch(branch, NOW_MILLIS, fx);
        assertThat(asked()).hasSize(CoreLimits.SYNC_WINDOW);
    }

    @Test
    void whatAnAnswerHadNoRoomForIsAskedForAgain() {
        List<Hash> asked = asked();
        asked.subList(0, 4).forEach(hash -> sync.onBlock(hash, NOW_MILLIS));
        assertThat(sync.refused(asked.subList(4, asked.size()))).isFalse();
        sync.askBodies(NOW_MILLIS, fx);
        assertThat(asked().subList(0, asked.size() - 4)).isEqualTo(asked.subList(4, asked.size()));
    }

    @Test
    void aPeerThatRefusesAllIsNotAskedAgain() {
        assertThat(sync.refused(asked())).isTrue();
    }

    @Test
    void norIsOneThatRefusesMoreThanAll() {
        List<Hash> more = new ArrayList<>(asked());
        more.add(Hash.ZERO);
        assertThat(sync.refused(more)).isTrue();
    }

    @Test
    void norIsOneThatDoesSoInParts() {
        List<Hash> asked = asked();
        assertThat(sync.refused(asked.subList(1, asked.size()))).isFalse();
        assertThat(sync.refused(asked.subList(0, 1))).isTrue();
    }

    @Test
    void toRefuseWhatWasNotAskedIsNothing() {
        assertThat(sync.refused(List.of(Hash.ZERO))).isFalse();
    }

    @Test
    void aBranchWithoutEndThatPromisesNothingIsNotFollowed() {
        HeaderBranch branch = new HeaderBranch(new Root());
        for (int height = 1; height < CoreLimits.MOST_AHEAD_HEADERS; height++) {
            branch.add(HEADER);
        }
        assertThat(sync.lookOn(branch, List.of(Hash.ZERO), NOW_MILLIS, fx)).isTrue();
        branch.add(HEADER);
        assertThat(sync.lookOn(branch, List.of(Hash.ZERO), NOW_MILLIS, fx)).isFalse();
    }

    @Test
    void aLookAheadThatEndsInWhatIsKnownEarnsNoSecondLongTurn() {
        HeaderBranch branch = new HeaderBranch(new Root());
        branch.add(HEADER);
        sync.begin(PEER, null, List.of(Hash.ZERO), NOW_MILLIS, fx);
        sync.lookOn(branch, List.of(Hash.ZERO), NOW_MILLIS, fx);
        assertThat(sync.isTurnOver(NOW_MILLIS + CoreLimits.LONGEST_SYNC_TURN_MILLIS - 1))
                .isFalse();
        sync.isHigher(1, NOW_MILLIS);
        sync.lookOn(branch, List.of(Hash.ZERO), NOW_MILLIS, fx);
        assertThat(sync.isTurnOver(NOW_MILLIS + CoreLimits.SYNC_TURN_MILLIS)).isTrue();
    }

    @Test
    void aPeerTurnsToAnotherBranchOnlySomeTimes() {
        for (int i = 0; i < CoreLimits.SYNC_TURNS; i++) {
            assertThat(sync.mayTurn()).isTrue();
        }
        assertThat(sync.mayTurn()).isFalse();
    }

    private List<Hash> asked() {
        return fx.outbound().stream()
                .map(outbound -> ((Effects.Outbound.Send) outbound).message())
                .filter(Message.GetBlocks.class::isInstance)
                .map(message -> ((Message.GetBlocks) message).hashes())
                .reduce(List.of(), (before, next) -> next);
    }

    private static final class Root implements Ancestry {
        @Override
        public BlockMeta tip() {
            return SampleBlocks.metaOf(SampleBlocks.block(0, 0));
        }

        @Override
        public BlockMeta at(long height) {
            return tip();
        }
    }
}
