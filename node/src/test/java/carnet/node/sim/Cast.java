package carnet.node.sim;

import carnet.consensus.block.Target;
import carnet.consensus.card.Domain;
import carnet.consensus.card.MemberCard;
import carnet.consensus.card.MemberRole;
import carnet.consensus.card.NodeCard;
import carnet.consensus.genesis.Genesis;
import carnet.consensus.policy.ChainParameters;
import carnet.consensus.policy.Policy;
import carnet.crypto.sign.SigningKey;
import java.util.ArrayList;
import java.util.List;

/**
 * Who takes part in one simulated network, and the genesis that lists them.
 *
 * @param nodes keys of the listed nodes; the last is the hostile one's where there is one
 * @param registrars keys of the registrars, one for each domain
 * @param members keys of those who want to become members, and their domains in the order of {@link #DOMAINS}
 */
record Cast(List<SigningKey> nodes, List<SigningKey> registrars, List<SigningKey> members, Genesis genesis) {
    static final List<Domain> DOMAINS = List.of(new Domain("CN"), new Domain("EU"));

    /** Real proof of work that costs nothing: sixteen hashes a block. */
    private static final Target TARGET = Target.ofMeanHashes(16);

    private static final int MEMBERS = 6;
    private static final long VALIDITY_MILLIS = 24L * 60 * 60 * 1000;

    /** Keys are the same in every run; what differs is the network's name, and so its genesis and everybody's turns. */
    private static final List<SigningKey> KEYS = keys(64);

    static Cast of(long seed, Dice dice, int nodeCount, long startMillis) {
        List<SigningKey> registrars = KEYS.subList(0, DOMAINS.size());
        List<SigningKey> members = KEYS.subList(DOMAINS.size(), DOMAINS.size() + MEMBERS);
        List<SigningKey> nodes = KEYS.subList(KEYS.size() - nodeCount, KEYS.size());
        List<NodeCard> cards = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            String name = String.valueOf((char) ('A' + i));
            cards.add(NodeCard.sign(nodes.get(i), name, "node-" + name + ":7700"));
        }
        List<MemberCard> registrarCards = new ArrayList<>();
        for (int i = 0; i < registrars.size(); i++) {
            registrarCards.add(
                    MemberCard.sign(registrars.get(i), dice.sealingKey(), DOMAINS.get(i), MemberRole.REGISTRAR));
        }
        ChainParameters lan = ChainParameters.defaults(ChainParameters.Profile.LAN, nodeCount);
        ChainParameters parameters = new ChainParameters(
                lan.spacingMillis(),
                lan.rankDelayMillis(),
                lan.seedPeriod(),
                lan.minerSpacing(),
                TARGET,
                lan.maxBlockBytes(),
                lan.maxRecordSizeClass(),
                VALIDITY_MILLIS,
                lan.driftMillis());
        Policy policy = new Policy(1, cards, registrarCards, List.of(), 0, parameters);
        return new Cast(nodes, registrars, members, new Genesis("seed " + seed, startMillis - 60_000, policy));
    }

    private static List<SigningKey> keys(int count) {
        Dice dice = new Dice(0);
        List<SigningKey> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            keys.add(SigningKey.fromSeed(dice.bytes(SigningKey.SEED_BYTES)));
        }
        return keys;
    }
}
