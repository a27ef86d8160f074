package carnet.node.net;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.crypto.sign.SigningKey;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandler;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of two nodes the one without AES instructions decides the cipher, whichever dialed. */
class CipherSuitesTest {
    private static SslHandler handler(int seed, boolean aesInstructions, boolean dialed) {
        byte[] bytes = new byte[SigningKey.SEED_BYTES];
        bytes[0] = (byte) seed;
        NodeTls tls = new NodeTls(
                SigningKey.fromSeed(bytes), key -> true, CipherSuites.of(aesInstructions), Runnable::run, 10_000);
        return tls.handler(dialed, ByteBufAllocator.DEFAULT);
    }

    private static void carry(EmbeddedChannel from, EmbeddedChannel to) {
        for (Object bytes = from.readOutbound(); bytes != null; bytes = from.readOutbound()) {
            to.writeInbound(bytes);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "true, true, TLS_AES_128_GCM_SHA256",
        "true, false, TLS_CHACHA20_POLY1305_SHA256",
        "false, true, TLS_CHACHA20_POLY1305_SHA256",
        "false, false, TLS_CHACHA20_POLY1305_SHA256"
    })
    void theWeakerNodeDecides(boolean dialerHasAes, boolean acceptorHasAes, String cipher) {
        SslHandler dialer = handler(1, dialerHasAes, true);
        SslHandler acceptor = handler(2, acceptorHasAes, false);
        EmbeddedChannel near = new EmbeddedChannel(dialer);
        EmbeddedChannel far = new EmbeddedChannel(acceptor);
        for (int flight = 0; flight < 4; flight++) {
            carry(near, far);
            carry(far, near);
        }
        assertThat(dialer.handshakeFuture().isSuccess()).isTrue();
        assertThat(acceptor.engine().getSession().getCipherSuite()).isEqualTo(cipher);
        near.finishAndReleaseAll();
        far.finishAndReleaseAll();
    }
}
