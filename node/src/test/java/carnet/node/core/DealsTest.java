package carnet.node.core;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.crypto.cid.Cid;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.SigningKey;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DealsTest {
    private static final NodeId NODE =
            NodeId.of(SigningKey.fromSeed(new byte[SigningKey.SEED_BYTES]).publicKey());

    private final Deals deals = new Deals();

    /** The hash of an identifier is its last bytes, and nobody checks an identifier of what is not here. */
    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD, unit = TimeUnit.SECONDS)
    void leavesWhoseHashesWereChosenToBeEqualCostNoMoreThanOthers() {
        for (int i = 0; i < 100_000; i++) {
            deals.heard(NODE, leaf(i), NODE);
        }
        assertThat(deals.receiver(NODE, leaf(99_999))).isEqualTo(NODE);
        assertThat(deals.receiver(NODE, leaf(0))).isNull();
    }

    private static Cid leaf(int number) {
        byte[] digest = ByteBuffer.allocate(Hash.LENGTH_BYTES).putInt(8, number).array();
        return new Cid(Cid.Codec.RAW, Hash.of(digest));
    }
}
