package carnet.node.core;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.tx.RecordContent;
import carnet.crypto.cid.Cid;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.SigningKey;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What a node knows of who holds a record, and what it asks to know it. */
class HolderQuestionsTest {
    private static final NodeId PEER =
            NodeId.of(SigningKey.fromSeed(new byte[SigningKey.SEED_BYTES]).publicKey());

    private final Peers peers = new Peers();

    @Test
    void aNodeThatIsBackIsNoHolderUntilItSaysSo() {
        RecordContent record = content("record");
        peers.up(PEER);
        peers.holds(PEER, record);
        assertThat(peers.holders(record)).containsExactly(PEER);

        peers.down(PEER);
        peers.up(PEER);
        assertThat(peers.holders(record)).isEmpty();

        peers.holds(PEER, record);
        assertThat(peers.holders(record)).containsExactly(PEER);
    }

    private static RecordContent content(String name) {
        return new RecordContent(cid("payload of " + name), cid("key box of " + name));
    }

    private static Cid cid(String text) {
        return Cid.ofRaw(text.getBytes(StandardCharsets.UTF_8));
    }
}
