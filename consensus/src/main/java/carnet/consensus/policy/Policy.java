package carnet.consensus.policy;

import carnet.consensus.card.Domain;
import carnet.consensus.card.MemberCard;
import carnet.consensus.card.MemberRole;
import carnet.consensus.card.NodeCard;
import carnet.consensus.codec.ByteReader;
import carnet.consensus.codec.ByteWriter;
import carnet.consensus.codec.DecodeException;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The policy list: who may mine, who registers members of which domain, who may change the list, and the chain's numbers.
 * Version 1 comes with the genesis.
 *
 * @param version rises by one with every change
 * @param miners the nodes; their keys mine, and later vote
 * @param registrars cards of those who register members, at least one
 * @param admins keys that may change the list
 * @param adminThreshold how many of them must agree
 * @param parameters the numbers
 */
public record Policy(
        int version,
        List<NodeCard> miners,
        List<MemberCard> registrars,
        List<PublicKey> admins,
        int adminThreshold,
        ChainParameters parameters) {
    /** Most miners: one vote each must stay cheap. */
    public static final int MAX_MINERS = 64;

    /** Most registrars: a domain each for every country, with some to spare. */
    public static final int MAX_REGISTRARS = 256;

    /** Most admins. */
    public static final int MAX_ADMINS = 64;

    /** Refuses a list that could not work: nobody to mine or register, a key or name twice, an impossible spacing. */
    public Policy {
        miners = List.copyOf(miners);
        registrars = List.copyOf(registrars);
        admins = List.copyOf(admins);
        require(version >= 1, "the policy version begins with 1");
        require(!miners.isEmpty() && miners.size() <= MAX_MINERS, "a network has 1 to 64 nodes");
        require(!registrars.isEmpty() && registrars.size() <= MAX_REGISTRARS, "a network has 1 to 256 registrars");
        require(admins.size() <= MAX_ADMINS, "a network has at most 64 admins");
        require(
                admins.isEmpty() ? adminThreshold == 0 : adminThreshold >= 1 && adminThreshold <= admins.size(),
                "the admin threshold must be between 1 and the number of admins");
        int mostSpacing = ChainParameters.mostSpacing(miners.size());
        require(
                parameters.minerSpacing() <= mostSpacing,
                "miner spacing " + parameters.minerSpacing() + " is too wide for " + miners.size() + " nodes: at most "
                        + mostSpacing + ", so that a third may be down");
        var keys = new TreeSet<PublicKey>();
        var names = new TreeSet<String>();
        for (NodeCard miner : miners) {
            require(keys.add(miner.key()), "node key " + miner.key() + " is listed twice");
            require(names.add(miner.name()), "node name " + miner.name() + " is listed twice");
        }
        var registrarKeys = new TreeSet<PublicKey>();
        for (MemberCard registrar : registrars) {
            require(registrar.role() == MemberRole.REGISTRAR, "card " + registrar.key() + " is no registrar's");
            require(registrarKeys.add(registrar.key()), "registrar " + registrar.key() + " is listed twice");
        }
        require(new TreeSet<>(admins).size() == admins.size(), "an admin is listed twice");
    }

    /** Returns the listed node with this id. */
    public Optional<NodeCard> miner(NodeId id) {
        for (NodeCard miner : miners) {
            if (miner.id().equals(id)) {
                return Optional.of(miner);
            }
        }
        return Optional.empty();
    }

    /** Returns whether {@code key} may register members of {@code domain}. */
    public boolean isRegistrar(PublicKey key, Domain domain) {
        for (MemberCard registrar : registrars) {
            if (registrar.key().equals(key) && registrar.domain().equals(domain)) {
                return true;
            }
        }
        return false;
    }

    /** Reads a policy list. */
    public static Policy read(ByteReader in) throws DecodeException {
        int version = in.u32("policy version", Integer.MAX_VALUE);
        List<NodeCard> miners = new ArrayList<>();
        for (int left = in.u32("node count", MAX_MINERS); left > 0; left--) {
            miners.add(NodeCard.read(in));
        }
        List<MemberCard> registrars = new ArrayList<>();
        for (int left = in.u32("registrar count", MAX_REGISTRARS); left > 0; left--) {
            registrars.add(MemberCard.read(in));
        }
        List<PublicKey> admins = new ArrayList<>();
        for (int left = in.u32("admin count", MAX_ADMINS); left > 0; left--) {
            admins.add(in.key("admin key"));
        }
        int threshold = in.u8("admin threshold");
        ChainParameters parameters = ChainParameters.read(in);
        try {
            return new Policy(version, miners, registrars, admins, threshold, parameters);
        } catch (IllegalArgumentException e) {
            throw new DecodeException("policy list: " + e.getMessage());
        }
    }

    /** Writes the policy list. */
    public void write(ByteWriter out) {
        out.u32(version).u32(miners.size());
        miners.forEach(card -> card.write(out));
        out.u32(registrars.size());
        registrars.forEach(card -> card.write(out));
        out.u32(admins.size());
        admins.forEach(out::key);
        out.u8(adminThreshold);
        parameters.write(out);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
