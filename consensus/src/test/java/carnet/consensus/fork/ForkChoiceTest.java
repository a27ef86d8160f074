package carnet.consensus.fork;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.block.BlockMeta;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ForkChoiceTest {
    @Test
    void moreWorkWinsOverFewerRanksAndALowerHash() {
        assertBetter(meta(11, 9, 2), meta(10, 0, 1));
    }

    @Test
    void atEqualWorkTheSmallerSumOfRanksWins() {
        assertBetter(meta(10, 3, 2), meta(10, 4, 1));
    }

    @Test
    void atEqualWorkAndRanksTheLowestHashWins() {
        assertBetter(meta(10, 3, 0x7f), meta(10, 3, 0x80));
    }

    @Test
    void workBeyond64BitsIsCompared() {
        BigInteger huge = BigInteger.ONE.shiftLeft(70);
        assertBetter(meta(huge.add(BigInteger.ONE), 0, 1), meta(huge, 0, 1));
    }

    @Test
    void theOrderIsTotalAndStrict() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            BlockMeta a = random(random);
            BlockMeta b = random(random);
            BlockMeta c = random(random);
            int ab = ForkChoice.ORDER.compare(a, b);
            assertThat(Integer.signum(ab)).isEqualTo(-Integer.signum(ForkChoice.ORDER.compare(b, a)));
            assertThat(ab == 0).isEqualTo(a.hash().equals(b.hash()) && a.equals(b));
            if (ab >= 0 && ForkChoice.ORDER.compare(b, c) >= 0) {
                assertThat(ForkChoice.ORDER.compare(a, c)).isGreaterThanOrEqualTo(0);
            }
            assertThat(ForkChoice.isBetter(a, a)).isFalse();
        }
    }

    @Test
    void theHeadDoesNotDependOnTheOrderOfArrival() {
        Random random = new Random(8);
        for (int round = 0; round < 200; round++) {
            List<BlockMeta> blocks = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                blocks.add(random(random));
            }
            BlockMeta head = headAfter(blocks);
            Collections.shuffle(blocks, random);
            assertThat(headAfter(blocks)).isEqualTo(head);
        }
    }

    private static BlockMeta headAfter(List<BlockMeta> arrivals) {
        BlockMeta head = arrivals.get(0);
        for (BlockMeta arrival : arrivals) {
            if (ForkChoice.isBetter(arrival, head)) {
                head = arrival;
            }
        }
        return head;
    }

    private static void assertBetter(BlockMeta better, BlockMeta worse) {
        assertThat(ForkChoice.isBetter(better, worse)).isTrue();
        assertThat(ForkChoice.isBetter(worse, better)).isFalse();
    }

    private static BlockMeta random(Random random) {
        return meta(10 + random.nextInt(2), random.nextInt(2), random.nextInt(6));
    }

    private static BlockMeta meta(long work, long ranks, int firstHashByte) {
        return meta(BigInteger.valueOf(work), ranks, firstHashByte);
    }

    private static BlockMeta meta(BigInteger work, long ranks, int firstHashByte) {
        byte[] hash = new byte[Hash.LENGTH_BYTES];
        hash[0] = (byte) firstHashByte;
        return new BlockMeta(Hash.of(hash), Hash.ZERO, 5, 5, new NodeId(Hash.ZERO), ranks, work, Hash.ZERO);
    }
}
