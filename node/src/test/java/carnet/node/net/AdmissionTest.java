package carnet.node.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Places for connections in their handshake. */
class AdmissionTest {
    private final Admission admission = new Admission();

    @Test
    void oneAddressDoesNotTakeThemAll() throws Exception {
        assertThat(enter(address("192.0.2.1"), NetLimits.HANDSHAKES_MAX)).hasSize(NetLimits.HANDSHAKES_PER_ADDRESS_MAX);
        assertThat(admission.enter(address("192.0.2.2"))).isTrue();
    }

    /** Who has one IPv6 address has 2^64 of them, and may have 2^16 such networks. */
    @Test
    void norDoesOneIpv6Network() throws Exception {
        List<InetAddress> entered = new ArrayList<>();
        for (int i = 0; i < NetLimits.HANDSHAKES_MAX; i++) {
            entered.addAll(enter(address("2001:db8:1:" + Integer.toHexString(i + 1) + "::1"), 1));
        }
        assertThat(entered).hasSize(NetLimits.HANDSHAKES_SHARED_MAX + 1);
        assertThat(admission.enter(address("2001:db8:2:1::1"))).isTrue();
        admission.leave(entered.get(0));
        assertThat(admission.enter(address("2001:db8:1:1::ffff"))).isTrue();
        assertThat(admission.enter(address("2001:db8:1:1::ffff"))).isFalse();
    }

    @Test
    void norDoesOneIpv4Network() throws Exception {
        int entered = 0;
        for (int i = 0; i < NetLimits.HANDSHAKES_MAX; i++) {
            entered += enter(address("192.0.2." + i), 1).size();
        }
        assertThat(entered).isEqualTo(NetLimits.HANDSHAKES_SHARED_MAX + 1);
        assertThat(admission.enter(address("198.51.100.1"))).isTrue();
    }

    /** All nodes of a company may stand in one. */
    @Test
    void inAPrivateNetworkEachAddressIsOne() throws Exception {
        for (int i = 1; i <= NetLimits.HANDSHAKES_SHARED_MAX; i++) {
            enter(address("10.0.0." + i % 3), NetLimits.HANDSHAKES_PER_ADDRESS_MAX);
        }
        assertThat(admission.enter(address("10.0.0.9"))).isTrue();
        assertThat(admission.enter(address("10.0.0.9"))).isFalse();
    }

    @Test
    void norDoSomeAddressesOfDifferentNetworks() throws Exception {
        List<InetAddress> takers = new ArrayList<>();
        for (int i = 0; i < NetLimits.HANDSHAKES_MAX / NetLimits.HANDSHAKES_PER_ADDRESS_MAX; i++) {
            takers.addAll(enter(address("198.51." + i + ".1"), NetLimits.HANDSHAKES_PER_ADDRESS_MAX));
        }
        assertThat(admission.enter(address("203.0.113.1"))).isTrue();
        assertThat(admission.enter(address("203.0.113.1"))).isFalse();
        assertThat(admission.enter(address("2001:db8::1"))).isTrue();
        takers.forEach(admission::leave);
        assertThat(admission.enter(address("203.0.113.1"))).isTrue();
    }

    @Test
    void allTogetherTakeNoMoreThanThereAre() throws Exception {
        int entered = 0;
        for (int i = 0; i < 2 * NetLimits.HANDSHAKES_MAX; i++) {
            entered += enter(address("198.51." + i + ".1"), 1).size();
        }
        assertThat(entered).isEqualTo(NetLimits.HANDSHAKES_MAX);
    }

    private List<InetAddress> enter(InetAddress address, int times) {
        List<InetAddress> entered = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            if (admission.enter(address)) {
                entered.add(address);
            }
        }
        return entered;
    }

    private static InetAddress address(String literal) throws UnknownHostException {
        return InetAddress.getByName(literal);
    }
}
