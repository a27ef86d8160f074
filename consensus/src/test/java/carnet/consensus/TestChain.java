package carnet.consensus;

import carnet.consensus.block.Block;
import carnet.consensus.block.BlockMeta;
import carnet.consensus.card.MemberRole;
import carnet.consensus.ledger.Delta;
import carnet.consensus.ledger.StateHash;
import carnet.consensus.rules.BodyRules;
import carnet.consensus.rules.ChainRules;
import carnet.consensus.rules.HeaderRules;
import carnet.consensus.rules.Rejection;
import carnet.consensus.selection.Ancestry;
import carnet.consensus.selection.MinerSelection;
import carnet.consensus.tx.RegisterMember;
import carnet.consensus.tx.Transaction;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.SigningKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** One chain with its state, which takes a block only when every rule holds. */
public final class TestChain implements Ancestry {
    public final SmallNetwork network;
    public final MapLedger state = new MapLedger();
    private final HeaderRules headerRules;
    private final List<BlockMeta> metas = new ArrayList<>();
    private final Deque<Delta> undos = new ArrayDeque<>();
    private int fillers;
    private long windowsFromMillis;

    TestChain(SmallNetwork network) {
        this.network = network;
        this.headerRules = new HeaderRules(network.hash, network.policy());
        metas.add(network.genesis.meta());
        state.apply(network.genesis.state());
    }

    @Override
    public BlockMeta tip() {
        return metas.get(metas.size() - 1);
    }

    @Override
    public BlockMeta at(long height) {
        if (height < 0 || height >= metas.size()) {
            throw new IllegalArgumentException("no block at height " + height);
        }
        return metas.get((int) height);
    }

    public MinerSelection selection() {
        return MinerSelection.of(network.hash, network.policy(), this);
    }

    /** A valid child of the tip by the miner of rank 0, at the earliest time; tests change what they want of it. */
    public BlockDraft draft(Transaction... transactions) {
        return draft(0, transactions);
    }

    public BlockDraft draft(int rank, Transaction... transactions) {
        NodeId miner = selection().ranked().get(rank);
        return new BlockDraft(this, network.keyOf(miner), rank, List.of(transactions));
    }

    /** Mines and appends a block with these transactions, or with a new member when there are none. */
    public Block mine(Transaction... transactions) {
        return mine(0, transactions);
    }

    public Block mine(int rank, Transaction... transactions) {
        Transaction[] body = transactions.length > 0 ? transactions : new Transaction[] {newMember()};
        Block block = draft(rank, body).block();
        append(block);
        return block;
    }

    /** A registration of somebody not seen before, valid around the tip's time. */
    public Transaction newMember() {
        SigningKey member = SmallNetwork.key("filler " + tip().hash() + fillers++);
        return network.signed(
                network.registrar,
                tip().timestampMillis(),
                tip().timestampMillis() + SmallNetwork.HOUR_MILLIS,
                new RegisterMember(SmallNetwork.card(member, MemberRole.MEMBER)));
    }

    /** All rules in the order a node asks them; the first that does not hold. */
    public Optional<Rejection> verdict(Block block) {
        return headerRules
                .check(block.extendedHeader())
                .or(() -> ChainRules.check(network.hash, network.policy(), this, block.header(), block.seal()))
                .or(() -> ChainRules.checkState(tip(), block.seal()))
                .or(() -> BodyRules.checkForm(network.parameters(), block))
                .or(() -> execute(block) instanceof BodyRules.Outcome.Refused refused
                        ? Optional.of(refused.rejection())
                        : Optional.empty());
    }

    public HeaderRules headerRules() {
        return headerRules;
    }

    public BodyRules.Outcome execute(Block block) {
        return BodyRules.execute(network.hash, state, windowsFromMillis, block, Transaction::signatureHolds);
    }

    public Delta append(Block block) {
        Optional<Rejection> rejection = verdict(block);
        if (rejection.isPresent() || !(execute(block) instanceof BodyRules.Outcome.Executed executed)) {
            throw new IllegalArgumentException("the block is refused: " + rejection + " " + execute(block));
        }
        undos.push(executed.delta().undo(state));
        state.apply(executed.delta());
        windowsFromMillis = executed.windowsFromMillis();
        metas.add(
                BlockMeta.child(tip(), block.header(), block.seal(), StateHash.next(tip().state(), executed.delta())));
        return executed.delta();
    }

    /** Takes the last block back. */
    public void undo() {
        state.apply(undos.pop());
        windowsFromMillis = 0;
        metas.remove(metas.size() - 1);
    }
}
