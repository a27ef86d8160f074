package carnet.consensus.rules;

import carnet.consensus.block.ExtendedHeader;
import carnet.consensus.block.Header;
import carnet.consensus.card.NodeCard;
import carnet.consensus.policy.Policy;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.Ed25519;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What an extended header shows without any other block (RULES 5): cheap checks first, the one signature last. Nothing
 * of a header that fails is kept.
 */
public final class HeaderRules {
    private record Rule(Rejection rejection, Predicate<ExtendedHeader> holds) {}

    private final List<Rule> rules;

    /** Rules of one network under one policy list. */
    public HeaderRules(Hash genesis, Policy policy) {
        this(genesis, policy, header -> false);
    }

    /**
     * Rules of one network under one policy list, for a node that remembers.
     *
     * @param verifiedBefore whether this very signature of this very hash was found to hold under this policy list
     */
    public HeaderRules(Hash genesis, Policy policy, Predicate<ExtendedHeader> verifiedBefore) {
        rules = List.of(
                new Rule(Rejection.UNKNOWN_VERSION, h -> h.header().version() == Header.VERSION),
                new Rule(Rejection.WRONG_GENESIS, h -> h.seal().genesis().equals(genesis)),
                new Rule(
                        Rejection.WRONG_TARGET,
                        h -> h.seal().target().equals(policy.parameters().target())),
                new Rule(Rejection.BAD_PROOF_OF_WORK, h -> h.seal().target().isMetBy(h.hash())),
                new Rule(Rejection.BAD_SEAL_PATH, ExtendedHeader::pathHolds),
                new Rule(Rejection.UNLISTED_MINER, h -> policy.miner(h.seal().miner())
                        .isPresent()),
                new Rule(Rejection.BAD_SIGNATURE, h -> verifiedBefore.test(h) || isSigned(genesis, policy, h)));
    }

    /** Returns the first rule that does not hold. */
    public Optional<Rejection> check(ExtendedHeader header) {
        for (Rule rule : rules) {
            if (!rule.holds.test(header)) {
                return Optional.of(rule.rejection);
            }
        }
        return Optional.empty();
    }

    private static boolean isSigned(Hash genesis, Policy policy, ExtendedHeader header) {
        NodeCard miner = policy.miner(header.seal().miner()).orElseThrow();
        byte[] message = ExtendedHeader.signedMessage(genesis, header.hash());
        return Ed25519.verify(miner.key(), message, header.signature());
    }
}
