package carnet.node.core;

import carnet.consensus.block.ExtendedHeader;
import carnet.consensus.policy.Policy;
import carnet.consensus.rules.ChainRules;
import carnet.consensus.rules.HeaderRules;
import carnet.consensus.rules.Rejection;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.Signature;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks what headers show: each by itself, and on top of a known block. */
final class HeaderChecks {
    private final Hash genesisHash;
    private final Policy policy;
    private final BlockTree tree;
    private final HeaderRules rules;

    /** Signatures that hold, by block: a header is announced by several peers and comes once more with its body. */
    private final Map<Hash, Signature> verified = new BoundedMap<>(CoreLimits.REMEMBERED_HASHES);

    HeaderChecks(Hash genesisHash, Policy policy, BlockTree tree) {
        this.genesisHash = genesisHash;
        this.policy = policy;
        this.tree = tree;
        this.rules = new HeaderRules(
                genesisHash, policy, header -> header.signature().equals(verified.get(header.hash())));
    }

    /** Checks what a header shows by itself and, when its parent is known, on top of it. */
    Optional<Rejection> check(ExtendedHeader header) {
        Optional<Rejection> rejection = checkAlone(header);
        if (rejection.isPresent()) {
            return rejection;
        }
        Hash parent = header.header().previousHash();
        return tree.find(parent) != null ? checkChild(branchOn(parent), header) : Optional.of(Rejection.UNKNOWN_PARENT);
    }

    /** Returns the chain that ends with a known block, for headers that build on it. */
    HeaderBranch branchOn(Hash known) {
        return new HeaderBranch(tree.chainTo(tree.get(known).meta()));
    }

    /**
     * Checks headers each of which is to be the child of the one before, and adds those that are to the branch. One that
     * comes too early by this node's clock is refused too: its block could not be taken, and its time may be any number.
     */
    Optional<Rejection> extend(HeaderBranch branch, List<ExtendedHeader> headers, long nowMillis) {
        for (ExtendedHeader header : headers) {
            Optional<Rejection> rejection =
                    checkAlone(header).or(() -> checkClock(header, nowMillis)).or(() -> checkChild(branch, header));
            if (rejection.isPresent()) {
                return rejection;
            }
            branch.add(header);
        }
        return Optional.empty();
    }

    /** Returns whether the time of a header's block is too far ahead by this node's clock for holding the block till then. */
    boolean isOfFarFuture(ExtendedHeader header, long nowMillis) {
        return checkClock(header, nowMillis).equals(Optional.of(Rejection.FAR_FUTURE));
    }

    private Optional<Rejection> checkClock(ExtendedHeader header, long nowMillis) {
        return ChainRules.checkClock(
                policy.parameters(), header.header().timestampMillis(), nowMillis, CoreLimits.HOLD_MILLIS);
    }

    private Optional<Rejection> checkChild(HeaderBranch branch, ExtendedHeader header) {
        return ChainRules.check(genesisHash, policy, branch, header.header(), header.seal());
    }

    private Optional<Rejection> checkAlone(ExtendedHeader header) {
        Optional<Rejection> rejection = rules.check(header);
        if (rejection.isPresent()) {
            return rejection;
        }
        verified.put(header.hash(), header.signature());
        boolean invalid =
                tree.isInvalid(header.hash()) || tree.isInvalid(header.header().previousHash());
        return invalid ? Optional.of(Rejection.INVALID_ANCESTOR) : Optional.empty();
    }
}
