package carnet.crypto.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.crypto.hash.Base58;
import carnet.crypto.hash.Hash;
import carnet.crypto.hash.Sha256;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeIdTest {
    private static final PublicKey KEY = SigningKey.fromSeed(new byte[32]).publicKey();

    @Test
    void isTheMultihashOfTheKey() {
        NodeId id = NodeId.of(KEY);
        byte[] multihash = Base58.decode(id.toString());
        assertThat(multihash).startsWith(0x12, 0x20).hasSize(34);
        assertThat(Arrays.copyOfRange(multihash, 2, 34))
                .isEqualTo(Sha256.of(KEY.bytes()).bytes());
    }

    @Test
    void alwaysBeginsWithQmAndHas46Characters() {
        for (Hash digest : List.of(Hash.ZERO, Hash.fromHex("ff".repeat(32)), KEY.fingerprint())) {
            NodeId id = new NodeId(digest);
            assertThat(id.toString()).startsWith("Qm").hasSize(46);
            assertThat(NodeId.parse(id.toString())).isEqualTo(id);
            assertThat(id.toString()).endsWith(id.shortText().substring(1));
        }
    }

    @Test
    void hasOneText() {
        String text = NodeId.of(KEY).toString();
        for (String other : List.of(
                "",
                "1" + text,
                text + "1",
                text.substring(1),
                text.substring(0, 45),
                " " + text,
                text.replace('Q', 'R'),
                Base58.encode(new byte[34]),
                Base58.encode(Sha256.of(new byte[0]).bytes()))) {
            assertThatThrownBy(() -> NodeId.parse(other)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void ordersByDigest() {
        NodeId low = new NodeId(Hash.ZERO);
        NodeId high = new NodeId(Hash.fromHex("ff".repeat(32)));
        assertThat(low).isLessThan(high);
    }
}
