package carnet.node.sim;

import carnet.consensus.block.Block;
import carnet.consensus.block.BlockMeta;
import carnet.consensus.block.Seal;
import carnet.consensus.block.Target;
import carnet.consensus.genesis.Genesis;
import carnet.consensus.tx.PutRecord;
import carnet.consensus.tx.Transaction;
import carnet.crypto.cid.Cid;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.SigningKey;
import carnet.storage.chain.ChainReader;
import carnet.storage.chain.PendingTransaction;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The attacks that consist in a block: a lawful one with one thing wrong. */
final class BlockAttacks {
    private static final long NEAR_MILLIS = 4_000;
    private static final long HOUR_MILLIS = 3_600_000;

    private final Genesis genesis;
    private final NodeId self;
    private final Dice dice;
    private final ForgedBlocks forge;
    private final List<Machine> victims;

    BlockAttacks(Genesis genesis, SigningKey key, Dice dice, List<Machine> victims) {
        this.genesis = genesis;
        this.self = NodeId.of(key.publicKey());
        this.dice = dice;
        this.forge = new ForgedBlocks(genesis, key, dice.of("forge"));
        this.victims = victims;
    }

    ForgedBlocks forge() {
        return forge;
    }

    /** Returns what would be lawful on top of a victim's chain, and will be spoiled; null where that cannot be now. */
    ForgedBlocks.@Nullable Draft draft(Attack attack, ChainReader victim, long nowMillis) {
        List<Transaction> transactions = transactions(attack, victim, nowMillis);
        if (transactions.isEmpty() && attack != Attack.EMPTY_BLOCK) {
            return null;
        }
        int depth = attack == Attack.WITHHELD_BLOCK || attack == Attack.TWO_BLOCKS ? dice.below(3) : 0;
        return forge.draft(victim, depth, transactions, nowMillis);
    }

    /** Returns the block that this attack makes of a draft. */
    Block spoiled(Attack attack, ForgedBlocks.Draft draft) {
        Seal seal = draft.seal();
        return switch (attack) {
            case BAD_PROOF_OF_WORK -> forge.unmined(draft);
            case BAD_MINER_SIGNATURE -> forge.unsigned(forge.mined(draft));
            case STOLEN_MINER ->
                forge.mined(draft.with(Seals.withMiner(seal, dice.pick(victims).id())));
            case UNLISTED_MINER -> forge.mined(draft.with(Seals.withMiner(seal, new NodeId(random()))));
            case WRONG_RANK ->
                forge.mined(draft.with(Seals.withRank(seal, seal.rank() == 0 ? 1 : 0))
                        .at(draft.timestampMillis() + 1_000));
            case WRONG_HEIGHT -> forge.mined(draft.with(Seals.withHeight(seal, seal.height() + dice.between(1, 9))));
            case WRONG_TARGET -> forge.mined(draft.with(Seals.withTarget(seal, Target.ofMeanHashes(8))));
            case WRONG_STATE -> forge.mined(draft.with(Seals.withState(seal, random())));
            case WRONG_GENESIS -> forge.mined(draft.with(Seals.withGenesis(seal, random())));
            case WRONG_COUNT ->
                forge.mined(draft.with(Seals.withCount(seal, seal.transactionCount() + 1 + dice.below(1_000))));
            case TOO_EARLY -> forge.mined(draft.at(draft.parent().timestampMillis() + 1));
            case NEAR_FUTURE -> forge.mined(draft.at(draft.timestampMillis() + NEAR_MILLIS));
            case FAR_FUTURE -> forge.mined(draft.at(draft.timestampMillis() + HOUR_MILLIS));
            case UNKNOWN_PARENTS -> forge.mined(orphaned(draft));
            default -> forge.mined(draft);
        };
    }

    /** Returns a transaction of somebody whom no registrar knows. */
    Transaction strangers(long nowMillis) {
        SigningKey stranger = SigningKey.fromSeed(dice.bytes(SigningKey.SEED_BYTES));
        PutRecord put = new PutRecord(random(), Cid.ofRaw(dice.bytes(10)), Cid.ofRaw(dice.bytes(11)), 1, 4, 4, 0);
        return Transaction.sign(
                genesis.hash(),
                stranger,
                dice.bytes(Transaction.NONCE_BYTES),
                nowMillis - 10_000,
                nowMillis + HOUR_MILLIS,
                put);
    }

    private ForgedBlocks.Draft orphaned(ForgedBlocks.Draft draft) {
        Hash nobody = random();
        long height = draft.parent().height() + dice.between(1, 9);
        BlockMeta parent = new BlockMeta(
                nobody, nobody, height, draft.parent().timestampMillis(), self, 0, BigInteger.ONE, nobody);
        Seal seal = Seals.withHeight(draft.seal(), height + 1);
        return new ForgedBlocks.Draft(parent, seal, draft.timestampMillis(), draft.transactions());
    }

    /** Returns what the block holds: what waits at some node, or what no lawful block holds. */
    private List<Transaction> transactions(Attack attack, ChainReader victim, long nowMillis) {
        List<Transaction> waiting = dice.pick(victims).disk().pending().stream()
                .map(PendingTransaction::transaction)
                .limit(5)
                .toList();
        return switch (attack) {
            case EMPTY_BLOCK -> List.of();
            case STRANGERS_TRANSACTION -> List.of(strangers(nowMillis));
            case FORGED_TRANSACTION_IN_BLOCK ->
                waiting.stream()
                        .limit(1)
                        .map(transaction -> Forgery.resigned(transaction, dice))
                        .toList();
            case TRANSACTION_TWICE -> {
                Transaction twice = waiting.isEmpty() ? strangers(nowMillis) : waiting.get(0);
                yield List.of(twice, twice);
            }
            case TRANSACTION_AGAIN -> executed(victim);
            case NEAR_FUTURE, FAR_FUTURE, TWO_BLOCKS, WITHHELD_BLOCK -> waiting;
            default -> waiting.isEmpty() ? List.of(strangers(nowMillis)) : waiting;
        };
    }

    private static List<Transaction> executed(ChainReader victim) {
        Hash head = victim.head();
        Block block = head == null ? null : victim.block(head);
        return block == null ? List.of() : block.transactions();
    }

    private Hash random() {
        return Hash.of(dice.bytes(Hash.LENGTH_BYTES));
    }
}
