package carnet.node.core;

import carnet.consensus.block.Block;
import carnet.consensus.block.BlockMeta;
import carnet.consensus.block.ExtendedHeader;
import carnet.consensus.fork.ForkChoice;
import carnet.consensus.genesis.Genesis;
import carnet.consensus.ledger.Delta;
import carnet.consensus.ledger.LedgerView;
import carnet.consensus.ledger.Overlay;
import carnet.consensus.ledger.StateHash;
import carnet.consensus.policy.Policy;
import carnet.consensus.rules.BodyRules;
import carnet.consensus.rules.ChainRules;
import carnet.consensus.rules.Rejection;
import carnet.consensus.selection.Ancestry;
import carnet.consensus.selection.MinerSelection;
import carnet.crypto.hash.Hash;
import carnet.storage.chain.ChainReader;
import carnet.storage.chain.ChainWriter;
import carnet.storage.chain.StoredMeta;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The chain as one node sees it: the tree of known blocks, the head whose state the store holds, and the best block, to
 * which the head moves block by block. Adding checks everything that needs no execution; moving executes.
 */
final class Chain {
    private final Hash genesisHash;
    private final Policy policy;
    private final ChainReader stored;
    private final SignatureCheck signatures;
    private final BlockTree tree;
    private final Locators locators;
    private final HeaderChecks headers;
    private final RecentBlocks recent;

    /** Blocks of this drain, not yet in the store; a drain adds at most one message's block and all that waited for it. */
    private final Map<Hash, Block> fresh = new LinkedHashMap<>();

    private final BesideBlocks beside = new BesideBlocks();

    private Overlay state;

    /** No window of an executed transaction in the state ends before; 0 when that is not known. */
    private long windowsFromMillis;

    private BlockMeta head;
    private BlockMeta best;

    /** The chain that ends with the best block; made anew when that is another one. */
    private Ancestry bestChain;

    Chain(Genesis genesis, ChainReader stored, SignatureCheck signatures, RecentBlocks recent) {
        this.genesisHash = genesis.hash();
        this.policy = genesis.policy();
        this.stored = stored;
        this.signatures = signatures;
        this.recent = recent;
        this.tree = new BlockTree(stored);
        this.locators = new Locators(tree, genesisHash);
        this.headers = new HeaderChecks(genesisHash, policy, tree);
        this.state = new Overlay(stored.state());
        Hash storedHead = stored.head();
        if (storedHead == null) {
            head = genesis.meta();
            tree.add(head, true);
            state.apply(genesis.state());
        } else {
            head = tree.get(storedHead).meta();
        }
        Hash target = stored.target();
        StoredMeta underWay = target == null ? null : tree.find(target);
        best = underWay == null ? head : underWay.meta();
        bestChain = tree.chainTo(best);
        tree.add(head, true);
    }

    /** The outcome of moving the head. */
    record Move(List<Block> undone, List<Block> applied, List<Invalid> invalid) {
        boolean changedHead() {
            return !undone.isEmpty() || !applied.isEmpty();
        }
    }

    /** A block that turned out to be invalid when executed. */
    record Invalid(Hash hash, Rejection rejection, String detail) {}

    BlockMeta head() {
        return head;
    }

    BlockMeta best() {
        return best;
    }

    boolean isAtBest() {
        return head.hash().equals(best.hash());
    }

    Policy policy() {
        return policy;
    }

    Hash genesisHash() {
        return genesisHash;
    }

    /** The state after the head; valid until the head moves. */
    LedgerView state() {
        return state;
    }

    /** The store holds what was written: read it from there again. */
    void committed() {
        state = new Overlay(stored.state());
        fresh.clear();
    }

    boolean knows(Hash hash) {
        return tree.find(hash) != null;
    }

    /**
     * A peer shows a block. When it is here and better than the best, it came in a life of this node that ended before the
     * head moved: then the head moves there now.
     */
    void reconsider(Hash hash) {
        StoredMeta known = tree.find(hash);
        if (known != null && ForkChoice.isBetter(known.meta(), best)) {
            best = known.meta();
        }
    }

    /** Returns the height of a known block, whatever anybody says of it. */
    long heightOf(Hash known) {
        return tree.get(known).meta().height();
    }

    /** Returns how many blocks of a header's miner on the same parent are here. */
    int siblings(ExtendedHeader header) {
        return tree.siblings(header.header().previousHash(), header.seal().miner());
    }

    MinerSelection selection() {
        return MinerSelection.of(genesisHash, policy, tree.chainTo(head));
    }

    /** Returns hashes of the best chain from which to ask a peer for its own; see {@link Locators#of}. */
    List<Hash> locator() {
        return locators.of(best);
    }

    /** Returns the same of the chain that ends with a known block. */
    List<Hash> locator(Hash tip) {
        return locators.of(tree.get(tip).meta());
    }

    /** Returns the same after a peer showed that it has a known block; see {@link Locators#above}. */
    List<Hash> locatorAbove(Hash known) {
        return locators.above(tree.get(known).meta(), best);
    }

    /** Checks what headers show. */
    HeaderChecks headers() {
        return headers;
    }

    /**
     * Offers a block. An added one is in the batch; the caller ends the drain.
     *
     * @param needed whether another block builds on it, or it is of a chain whose headers promise a better one: then it is
     *     taken however many its miner signed on this parent, or a miner that shows every node another pair would split
     *     them for good
     */
    Acceptance add(Block block, boolean needed, long nowMillis, ChainWriter out) {
        Hash hash = block.hash();
        if (knows(hash)) {
            return new Acceptance.Known();
        }
        Optional<Rejection> rejection = headers.check(block.extendedHeader())
                .or(() -> BodyRules.checkForm(policy.parameters(), block))
                .or(() -> ChainRules.checkClock(
                        policy.parameters(), block.header().timestampMillis(), nowMillis, CoreLimits.HOLD_MILLIS));
        if (rejection.isPresent()) {
            return refusal(block, rejection.get());
        }
        StoredMeta parent = tree.get(block.header().previousHash());
        if (!needed && tree.siblings(parent.meta().hash(), block.seal().miner()) >= CoreLimits.SIBLINGS_OF_ONE_MINER) {
            return new Acceptance.Surplus();
        }
        BlockMeta meta = BlockMeta.child(parent.meta(), block.header(), block.seal(), Hash.ZERO);
        boolean better = ForkChoice.isBetter(meta, best);
        if (!needed && !better && !beside.mayKeep(block.seal().miner(), block.sizeBytes(), nowMillis)) {
            return new Acceptance.Surplus();
        }
        out.block(block, meta);
        tree.add(meta, false);
        fresh.put(hash, block);
        if (meta.height() >= head.height()) {
            recent.add(block);
        }
        if (better) {
            best = meta;
        }
        return new Acceptance.Added(meta, better);
    }

    private Acceptance refusal(Block block, Rejection rejection) {
        if (rejection == Rejection.UNKNOWN_PARENT) {
            return new Acceptance.Orphan(block.header().previousHash());
        }
        if (rejection == Rejection.FROM_THE_FUTURE) {
            return new Acceptance.Held(
                    block.header().timestampMillis() - policy.parameters().driftMillis());
        }
        if (rejection.blame() == Rejection.Blame.BLOCK) {
            tree.markInvalid(block.hash());
        }
        return new Acceptance.Rejected(rejection);
    }

    /** Moves the head toward the best block, as far as one batch reasonably goes. */
    Move move(Effects fx) {
        List<Block> undone = new ArrayList<>();
        List<Block> applied = new ArrayList<>();
        List<Invalid> invalid = new ArrayList<>();
        int moves = 0;
        if (!bestChain.tip().hash().equals(best.hash())) {
            bestChain = tree.chainTo(best);
        }
        while (!isAtBest()
                && invalid.isEmpty()
                && moves < CoreLimits.STEP_BLOCKS
                && fx.commit().sizeBytes() < CoreLimits.STEP_BYTES) {
            moves++;
            boolean isAncestor = head.height() < best.height()
                    && bestChain.at(head.height()).hash().equals(head.hash());
            if (isAncestor) {
                Block next = body(bestChain.at(head.height() + 1).hash());
                Optional<Invalid> fault = apply(next, fx.write());
                fault.ifPresent(invalid::add);
                if (fault.isEmpty()) {
                    applied.add(next);
                }
            } else {
                undone.add(undo(fx.write()));
            }
        }
        if (moves > 0) {
            if (isAtBest()) {
                fx.write().noTarget();
            } else {
                fx.write().target(best.hash());
            }
            fx.syncBeforeSending();
            fx.endDrain();
        }
        return new Move(undone, applied, invalid);
    }

    private Optional<Invalid> apply(Block block, ChainWriter out) {
        Hash hash = block.hash();
        Optional<Rejection> wrongState = ChainRules.checkState(head, block.seal());
        if (wrongState.isPresent()) {
            return Optional.of(forget(hash, wrongState.get(), "parent state", out));
        }
        BodyRules.Outcome outcome = BodyRules.execute(genesisHash, state, windowsFromMillis, block, signatures::holds);
        if (outcome instanceof BodyRules.Outcome.Refused refused) {
            return Optional.of(forget(hash, refused.rejection(), refused.detail(), out));
        }
        BodyRules.Outcome.Executed executed = (BodyRules.Outcome.Executed) outcome;
        Delta delta = executed.delta();
        BlockMeta meta = BlockMeta.child(head, block.header(), block.seal(), StateHash.next(head.state(), delta));
        out.apply(block, meta, delta, delta.undo(state));
        state.apply(delta);
        windowsFromMillis = executed.windowsFromMillis();
        tree.add(meta, true);
        head = meta;
        recent.addExecuted(block);
        if (best.hash().equals(hash)) {
            best = meta;
        }
        return Optional.empty();
    }

    private Invalid forget(Hash hash, Rejection rejection, String detail, ChainWriter out) {
        for (Hash forgotten : tree.forgetBranch(hash)) {
            out.forget(forgotten);
            recent.remove(forgotten);
        }
        best = tree.best(head);
        return new Invalid(hash, rejection, detail);
    }

    private Block undo(ChainWriter out) {
        Block block = body(head.hash());
        Delta undo = stored.undo(head.hash());
        if (undo == null) {
            throw new IllegalStateException("block " + head.hash() + " has no undo data");
        }
        BlockMeta parent = tree.get(head.previousHash()).meta();
        out.undo(block, parent, undo);
        state.apply(undo);
        windowsFromMillis = 0;
        head = parent;
        return block;
    }

    private Block body(Hash hash) {
        Block block = fresh.get(hash);
        if (block == null) {
            block = recent.find(hash);
        }
        if (block == null) {
            block = stored.block(hash);
        }
        if (block == null) {
            throw new IllegalStateException("block " + hash + " is known and its body is missing");
        }
        return block;
    }
}
