package carnet.node.net;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.PublicKey;
import org.junit.jupiter.api.Test;

class AddressBookTest {
    private static final PublicKey KEY = Network.key(1).publicKey();
    private static final NodeId ID = NodeId.of(KEY);

    private final AddressBook book = new AddressBook();

    @Test
    void aNodesOwnWordComesFirstAndHearsayCannotDisplaceIt() {
        book.heard(ID, KEY, at(1));
        assertThat(book.claimed(ID, KEY, at(2))).isTrue();
        assertThat(book.claimed(ID, KEY, at(2))).isFalse();
        for (int port = 3; port < 50; port++) {
            book.heard(ID, KEY, at(port));
        }
        assertThat(book.candidates(ID)).containsExactly(at(2), at(49), at(48));
    }

    @Test
    void onlyANodesOwnWordIsToldOn() {
        book.heard(ID, KEY, at(1));
        assertThat(book.claimed()).isEmpty();
        book.claimed(ID, KEY, at(2));
        assertThat(book.claimed()).containsExactly(new KnownAddress(KEY, at(2)));
    }

    @Test
    void itIsBoundedAndConnectedNodesDisplaceHearsay() {
        for (int i = 0; i < NetLimits.ADDRESSES_MAX; i++) {
            assertThat(book.heard(Network.id(i), null, at(1))).isTrue();
        }
        NodeId oneMore = Network.id(NetLimits.ADDRESSES_MAX);
        assertThat(book.heard(oneMore, null, at(1))).isFalse();
        assertThat(book.claimed(oneMore, KEY, at(1))).isTrue();
        assertThat(book.candidates(oneMore)).hasSize(1);
        assertThat(book.candidates(Network.id(0))).isEmpty();
    }

    @Test
    void nodesThatAreNoLongerAllowedAreForgotten() {
        book.claimed(ID, KEY, at(1));
        book.heard(Network.id(2), null, at(2));
        book.retain(key -> false);
        assertThat(book.candidates(ID)).isEmpty();
        assertThat(book.candidates(Network.id(2))).hasSize(1);
    }

    private static PeerAddress at(int port) {
        return new PeerAddress("127.0.0.1", port);
    }
}
