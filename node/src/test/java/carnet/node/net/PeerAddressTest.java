package carnet.node.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerAddressTest {
    @ParameterizedTest
    @ValueSource(strings = {"node-a.example:7700", "10.0.0.1:1", "[fe80::1]:65535"})
    void readsWhatItWrites(String text) {
        assertThat(PeerAddress.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":1",
                "host",
                "host:",
                "host:0",
                "host:65536",
                "host:-1",
                "host:1x",
                "fe80::1:7700",
                "a b:1",
                "a/b:1",
                "h\u001b[0m:1",
                "h\u00e4:1"
            })
    void refusesAnythingElse(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PeerAddress.parse(text))
                .matches(e -> e.getMessage() != null && e.getMessage().matches("[\\x20-\\x7e]*"));
    }

    @Test
    void aHostHasAtMost253Bytes() {
        assertThat(new PeerAddress("a".repeat(NetLimits.HOST_MAX_BYTES), 1).port())
                .isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PeerAddress("a".repeat(NetLimits.HOST_MAX_BYTES + 1), 1));
    }
}
