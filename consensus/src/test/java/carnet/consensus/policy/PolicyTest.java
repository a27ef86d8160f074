package carnet.consensus.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.consensus.SmallNetwork;
import carnet.consensus.block.Target;
import carnet.consensus.card.Domain;
import carnet.consensus.card.MemberCard;
import carnet.consensus.card.MemberRole;
import carnet.consensus.card.NodeCard;
import carnet.consensus.policy.ChainParameters.Profile;
import carnet.crypto.sign.PublicKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTest {
    private static final NodeCard A = node("a", "key a");
    private static final NodeCard B = node("b", "key b");
    private static final MemberCard REGISTRAR = SmallNetwork.card(SmallNetwork.key("r"), MemberRole.REGISTRAR);
    private static final PublicKey ADMIN = SmallNetwork.key("admin").publicKey();
    private static final ChainParameters NUMBERS = SmallNetwork.parameters(1, 4);

    @Test
    void aListThatCouldNotWorkIsRefusedWithItsReason() {
        assertThatCode(() -> policy(List.of(A, B), List.of(REGISTRAR), List.of(ADMIN), 1))
                .doesNotThrowAnyException();
        assertRefused(() -> policy(List.of(), List.of(REGISTRAR), List.of(), 0), "1 to 64 nodes");
        assertRefused(() -> policy(List.of(A, A), List.of(REGISTRAR), List.of(), 0), "listed twice");
        assertRefused(
                () -> policy(List.of(A, node("a", "key b")), List.of(REGISTRAR), List.of(), 0), "name a is listed");
        assertRefused(() -> policy(List.of(A), List.of(), List.of(), 0), "1 to 256 registrars");
        assertRefused(() -> policy(List.of(A), List.of(REGISTRAR, REGISTRAR), List.of(), 0), "listed twice");
        MemberCard member = SmallNetwork.card(SmallNetwork.key("m"), MemberRole.MEMBER);
        assertRefused(() -> policy(List.of(A), List.of(member), List.of(), 0), "no registrar's");
        assertRefused(() -> policy(List.of(A), List.of(REGISTRAR), List.of(ADMIN, ADMIN), 1), "admin is listed twice");
        assertRefused(() -> policy(List.of(A), List.of(REGISTRAR), List.of(ADMIN), 0), "threshold");
        assertRefused(() -> policy(List.of(A), List.of(REGISTRAR), List.of(ADMIN), 2), "threshold");
        assertRefused(() -> policy(List.of(A), List.of(REGISTRAR), List.of(), 1), "threshold");
        assertRefused(() -> new Policy(0, List.of(A), List.of(REGISTRAR), List.of(), 0, NUMBERS), "begins with 1");
    }

    /** S = n - floor((n-1)/3) still lets blocks go on while a third is down. */
    @ParameterizedTest
    @CsvSource({"1,1", "2,2", "3,3", "4,3", "5,4", "7,5", "10,7"})
    void spacingLeavesRoomForTheTolerableAbsence(int miners, int widest) {
        assertThatCode(() -> SmallNetwork.of(miners, widest)).doesNotThrowAnyException();
        assertRefused(() -> SmallNetwork.of(miners, widest + 1), "too wide");
    }

    @ParameterizedTest
    @CsvSource({"LAN,500,500,100", "WAN,500,1000,200", "SLOW,2000,2000,400"})
    void profilesAreThoseOfTheSpec(Profile profile, long spacing, long rankDelay, long drift) {
        ChainParameters numbers = ChainParameters.defaults(profile, 5);
        assertThat(numbers)
                .isEqualTo(new ChainParameters(
                        spacing,
                        rankDelay,
                        32,
                        2,
                        Target.ofMeanHashes(1 << 18),
                        1 << 20,
                        34,
                        7L * 24 * 3_600_000,
                        drift));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,1", "3,1", "4,2", "5,2", "7,3", "10,3", "64,20"})
    void defaultSpacingIsThreeTenthsOfTheMiners(int miners, int spacing) {
        assertThat(ChainParameters.defaults(Profile.LAN, miners).minerSpacing()).isEqualTo(spacing);
    }

    @Test
    void numbersAreAcceptedAtTheirBoundsAndRefusedBeyond() {
        long week = 7L * 24 * 3_600_000;
        assertThatCode(() -> numbers(1, 1, 1, 1 << 17, 0, 1_000, 1)).doesNotThrowAnyException();
        assertThatCode(() -> numbers(60_000, 60_000, 4_096, 1 << 21, 40, week, 60_000))
                .doesNotThrowAnyException();
        assertRefused(() -> numbers(0, 1, 1, 1 << 17, 0, 1_000, 1), "spacing");
        assertRefused(() -> numbers(60_001, 1, 1, 1 << 17, 0, 1_000, 1), "spacing");
        assertRefused(() -> numbers(1, 0, 1, 1 << 17, 0, 1_000, 1), "rank delay");
        assertRefused(() -> numbers(1, 60_001, 1, 1 << 17, 0, 1_000, 1), "rank delay");
        assertRefused(() -> numbers(1, 1, 0, 1 << 17, 0, 1_000, 1), "seed period");
        assertRefused(() -> numbers(1, 1, 4_097, 1 << 17, 0, 1_000, 1), "seed period");
        assertRefused(() -> numbers(1, 1, 1, (1 << 17) - 1, 0, 1_000, 1), "block limit");
        assertRefused(() -> numbers(1, 1, 1, (1 << 21) + 1, 0, 1_000, 1), "block limit");
        assertRefused(() -> numbers(1, 1, 1, 1 << 17, -1, 1_000, 1), "size class");
        assertRefused(() -> numbers(1, 1, 1, 1 << 17, 41, 1_000, 1), "size class");
        assertRefused(() -> numbers(1, 1, 1, 1 << 17, 0, 999, 1), "validity window");
        assertRefused(() -> numbers(1, 1, 1, 1 << 17, 0, week + 1, 1), "validity window");
        assertRefused(() -> numbers(1, 1, 1, 1 << 17, 0, 1_000, 0), "drift");
        assertRefused(() -> numbers(1, 1, 1, 1 << 17, 0, 1_000, 60_001), "drift");
    }

    @Test
    void aTargetThatNobodyMeetsIsRefused() {
        assertThatCode(() -> withTarget(1L << 40)).doesNotThrowAnyException();
        assertRefused(() -> withTarget((1L << 40) + 1), "one hash in 2^40");
    }

    @Test
    void aRegistrarRegistersInItsDomainOnly() {
        Policy policy = policy(List.of(A), List.of(REGISTRAR), List.of(), 0);
        assertThat(policy.isRegistrar(REGISTRAR.key(), SmallNetwork.DOMAIN)).isTrue();
        assertThat(policy.isRegistrar(REGISTRAR.key(), new Domain("DE"))).isFalse();
        assertThat(policy.isRegistrar(ADMIN, SmallNetwork.DOMAIN)).isFalse();
    }

    private static NodeCard node(String name, String key) {
        return NodeCard.sign(SmallNetwork.key(key), name, "127.0.0.1:7000");
    }

    private static Policy policy(
            List<NodeCard> nodes, List<MemberCard> registrars, List<PublicKey> admins, int threshold) {
        return new Policy(1, nodes, registrars, admins, threshold, NUMBERS);
    }

    private static ChainParameters withTarget(long meanHashes) {
        return new ChainParameters(1, 1, 1, 1, Target.ofMeanHashes(meanHashes), 1 << 17, 0, 1_000, 1);
    }

    private static ChainParameters numbers(
            long spacing, long rankDelay, int period, int blockBytes, int sizeClass, long validity, long drift) {
        return new ChainParameters(
                spacing, rankDelay, period, 1, SmallNetwork.EASY, blockBytes, sizeClass, validity, drift);
    }

    private static void assertRefused(Runnable making, String reason) {
        assertThatThrownBy(making::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }
}
