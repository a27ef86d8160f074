package carnet.node.app;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.genesis.Genesis;
import carnet.consensus.tx.PutRecord;
import carnet.consensus.tx.Transaction;
import carnet.crypto.cid.Cid;
import carnet.node.core.Event;
import carnet.node.core.Misbehaviour;
import carnet.node.service.SignatureCache;
import carnet.node.wire.Message;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The port with the core behind it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD, unit = TimeUnit.SECONDS)
class FalseSignatureTest {
    @Test
    void isBlamedOnWhoPassesItOn() throws Exception {
        try (PortAndCore node = new PortAndCore(new SignatureCache())) {
            node.receive(new Message.Transactions(List.of(forged(node.genesis))));
            Event first = node.told.poll(20, TimeUnit.SECONDS);
            assertThat(first).isInstanceOfSatisfying(Event.PeerBlamed.class, blamed -> {
                assertThat(blamed.peer()).isEqualTo(PortAndCore.PEER);
                assertThat(blamed.misbehaviour()).isEqualTo(Misbehaviour.INVALID_TRANSACTIONS);
            });
        }
    }

    private static Transaction forged(Genesis genesis) throws Exception {
        Cid any = Cid.ofRaw(new byte[10]);
        PutRecord put = new PutRecord(any.digest(), any, Cid.ofRaw(new byte[11]), 1, 4, 4, 0);
        long now = PortAndCore.NOW_MILLIS;
        byte[] bytes = Transaction.sign(
                        genesis.hash(), PortAndCore.OTHER, new byte[Transaction.NONCE_BYTES], now, now + 60_000, put)
                .bytes();
        bytes[bytes.length - 40] ^= 1;
        return Transaction.decode(bytes);
    }
}
