package carnet.node.core;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.SigningKey;
import org.junit.jupiter.api.Test;

class BesideBlocksTest {
    private static final int BLOCK_BYTES = 1 << 20;
    private static final long NOW_MILLIS = 1_000_000;

    private final BesideBlocks beside = new BesideBlocks();

    @Test
    void aMinerFillsSoMuchAndAfterAWhileALittleMore() {
        NodeId miner = miner(1);
        for (int bytes = 0; bytes < CoreLimits.BESIDE_BURST_BYTES; bytes += BLOCK_BYTES) {
            assertThat(beside.mayKeep(miner, BLOCK_BYTES, NOW_MILLIS)).isTrue();
        }
        assertThat(beside.mayKeep(miner, 1, NOW_MILLIS)).isFalse();

        long laterMillis = NOW_MILLIS + BLOCK_BYTES / CoreLimits.BESIDE_BYTES_PER_MILLI;
        assertThat(beside.mayKeep(miner, BLOCK_BYTES, laterMillis - 1)).isFalse();
        assertThat(beside.mayKeep(miner, BLOCK_BYTES, laterMillis)).isTrue();
    }

    @Test
    void whatOneMinerFillsIsNotTakenFromTheOthers() {
        while (beside.mayKeep(miner(1), BLOCK_BYTES, NOW_MILLIS)) {}
        assertThat(beside.mayKeep(miner(2), BLOCK_BYTES, NOW_MILLIS)).isTrue();
    }

    private static NodeId miner(int number) {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        seed[0] = (byte) number;
        return NodeId.of(SigningKey.fromSeed(seed).publicKey());
    }
}
