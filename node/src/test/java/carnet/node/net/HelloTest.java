package carnet.node.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.consensus.codec.DecodeException;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.SigningKey;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HelloTest {
    private static final SigningKey DIALER = Network.key(1);
    private static final SigningKey ACCEPTOR = Network.key(2);
    private static final Hello HELLO = new Hello(
            Hash.ZERO, DIALER.publicKey(), LinkKind.BULK, Hash.of(new byte[32]), "host.example", 7700, "carnet/1");

    @Test
    void theLayoutIsTheOneOfTheSpecification() {
        assertThat(HexFormat.of().formatHex(HELLO.encode()))
                .isEqualTo("0001" + "00".repeat(32) + DIALER.publicKey().hex() + "02" + "00".repeat(32)
                        + "0000000c686f73742e6578616d706c65" + "1e14" + "000000086361726e65742f31");
    }

    @Test
    void everyTruncationAndTrailingByteIsRefused() throws Exception {
        byte[] bytes = HELLO.encode();
        assertThat(Hello.decode(bytes)).isEqualTo(HELLO);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> Hello.decode(cut)).isInstanceOf(DecodeException.class);
        }
        assertThatThrownBy(() -> Hello.decode(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(DecodeException.class);
    }

    @Test
    void aProofIsWorthlessInAnyOtherPlace() {
        byte[] one = HELLO.encode();
        byte[] two = {1};
        HelloProof proof = proof(Hash.ZERO, LinkKind.BULK, one, two);
        byte[] signature = proof.sign(DIALER, true);
        assertThat(proof.verify(signature, true)).isTrue();
        assertThat(proof.verify(signature, false)).isFalse();
        assertThat(proof.verify(proof.sign(ACCEPTOR, true), true)).isFalse();
        assertThat(proof(Network.GENESIS, LinkKind.BULK, one, two).verify(signature, true))
                .isFalse();
        assertThat(proof(Hash.ZERO, LinkKind.CONTROL, one, two).verify(signature, true))
                .isFalse();
        assertThat(proof(Hash.ZERO, LinkKind.BULK, two, one).verify(signature, true))
                .isFalse();
        assertThat(new HelloProof(Hash.ZERO, LinkKind.BULK, one, two, DIALER.publicKey(), DIALER.publicKey())
                        .verify(signature, true))
                .isFalse();
        assertThat(proof.verify(new byte[63], true)).isFalse();
    }

    private static HelloProof proof(Hash genesis, LinkKind kind, byte[] dialerHello, byte[] acceptorHello) {
        return new HelloProof(genesis, kind, dialerHello, acceptorHello, DIALER.publicKey(), ACCEPTOR.publicKey());
    }
}
