package carnet.consensus.rules;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.BlockDraft;
import carnet.consensus.SmallNetwork;
import carnet.consensus.TestChain;
import carnet.consensus.block.Block;
import carnet.consensus.block.ExtendedHeader;
import carnet.consensus.block.Seal;
import carnet.consensus.block.Target;
import carnet.consensus.codec.DecodeException;
import carnet.consensus.rules.Rejection.Blame;
import carnet.consensus.tx.Transaction;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.Signature;
import carnet.crypto.sign.SigningKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each rule is broken alone, with all that hangs on it made right again, so that only its own check can find it. */
class BlockRulesTest {
    private final SmallNetwork network = SmallNetwork.of(5, 2);
    private final TestChain chain = network.chain();

    @BeforeEach
    void threeBlocks() {
        chain.mine();
        chain.mine();
        chain.mine();
    }

    @Test
    void aRightBlockPasses() {
        assertThat(verdict(draft -> {})).isEmpty();
    }

    @Test
    void aBadDetachedSignatureBlamesTheSenderAndTheSameHashPassesWithTheRightOne() {
        Block right = chain.draft(chain.newMember()).block();
        byte[] forged = right.signature().bytes();
        forged[10] ^= 1;
        Block wrong = new Block(right.header(), right.seal(), right.transactions(), Signature.of(forged));

        assertThat(wrong.hash()).isEqualTo(right.hash());
        assertRefused(wrong, Rejection.BAD_SIGNATURE, Blame.SENDER);
        assertThat(chain.verdict(right)).isEmpty();
    }

    @Test
    void aSignatureForAnotherNetworkIsNotTheMiners() {
        Block right = chain.draft(chain.newMember()).block();
        SigningKey miner = network.keyOf(right.seal().miner());
        Signature elsewhere = miner.sign(ExtendedHeader.signedMessage(Hash.ZERO, right.hash()));
        assertRefused(
                new Block(right.header(), right.seal(), right.transactions(), elsewhere),
                Rejection.BAD_SIGNATURE,
                Blame.SENDER);
    }

    @Test
    void aBodyOfAnotherBlockBlamesTheSender() {
        Block right = chain.draft(chain.newMember()).block();
        Block other = chain.draft(chain.newMember()).block();
        Block mixed = new Block(right.header(), right.seal(), other.transactions(), right.signature());

        assertThat(BodyRules.checkForm(network.parameters(), mixed)).contains(Rejection.BAD_MERKLE_ROOT);
        assertThat(Rejection.BAD_MERKLE_ROOT.blame()).isEqualTo(Blame.SENDER);
    }

    @Test
    void aBodyWithMoreTransactionsThanTheSealSaysBlamesTheSender() {
        Block right = chain.draft(chain.newMember()).block();
        Block longer = new Block(
                right.header(),
                right.seal(),
                List.of(right.transactions().get(0), chain.newMember()),
                right.signature());

        assertThat(BodyRules.checkForm(network.parameters(), longer)).contains(Rejection.WRONG_TRANSACTION_COUNT);
        assertThat(Rejection.WRONG_TRANSACTION_COUNT.blame()).isEqualTo(Blame.SENDER);
    }

    @Test
    void aFalseSealUnderATrueHeaderNeverMarksTheHash() {
        ExtendedHeader right = chain.draft(chain.newMember()).block().extendedHeader();
        Seal seal = right.seal();
        List<Seal> forgeries = List.of(
                new Seal(
                        Hash.ZERO,
                        seal.height(),
                        seal.miner(),
                        seal.rank(),
                        seal.target(),
                        seal.transactionCount(),
                        seal.parentState()),
                new Seal(
                        seal.genesis(),
                        seal.height(),
                        seal.miner(),
                        seal.rank(),
                        Target.ofMeanHashes(1),
                        seal.transactionCount(),
                        seal.parentState()),
                new Seal(
                        seal.genesis(),
                        seal.height(),
                        new NodeId(Hash.ZERO),
                        seal.rank(),
                        seal.target(),
                        seal.transactionCount(),
                        seal.parentState()),
                new Seal(
                        seal.genesis(),
                        seal.height() + 1,
                        seal.miner(),
                        seal.rank(),
                        seal.target(),
                        seal.transactionCount(),
                        seal.parentState()));
        for (Seal forged : forgeries) {
            var rejection = chain.headerRules()
                    .check(new ExtendedHeader(right.header(), forged, right.path(), right.signature()));
            assertThat(rejection).map(Rejection::blame).contains(Blame.SENDER);
        }
    }

    @Test
    void aPathThatIsLongerOrShorterThanTheCountAsksForIsRefused() {
        ExtendedHeader right =
                chain.draft(chain.newMember(), chain.newMember()).block().extendedHeader();
        assertThat(right.path()).hasSize(2);
        List<Hash> longer = new ArrayList<>(right.path());
        longer.add(Hash.ZERO);
        for (List<Hash> path : List.of(right.path().subList(0, 1), longer, List.<Hash>of())) {
            assertThat(chain.headerRules()
                            .check(new ExtendedHeader(right.header(), right.seal(), path, right.signature())))
                    .contains(Rejection.BAD_SEAL_PATH);
        }
        assertThat(Rejection.BAD_SEAL_PATH.blame()).isEqualTo(Blame.SENDER);
    }

    @Test
    void headerRulesNameWhatTheyMiss() {
        assertRefused(draft -> draft.version = 2, Rejection.UNKNOWN_VERSION, Blame.BLOCK);
        assertRefused(draft -> draft.genesis = SmallNetwork.digest("other"), Rejection.WRONG_GENESIS, Blame.SENDER);
        assertRefused(draft -> draft.target = Target.ofMeanHashes(1), Rejection.WRONG_TARGET, Blame.SENDER);
        assertRefused(chain.draft(chain.newMember()).unsolvedBlock(), Rejection.BAD_PROOF_OF_WORK, Blame.BLOCK);
        assertRefused(
                draft -> {
                    draft.signer = SmallNetwork.key("stranger");
                    draft.miner = NodeId.of(draft.signer.publicKey());
                },
                Rejection.UNLISTED_MINER,
                Blame.BLOCK);
    }

    @Test
    void chainRulesNameWhatTheyMiss() {
        assertRefused(
                draft -> draft.previousHash = SmallNetwork.digest("other"), Rejection.UNKNOWN_PARENT, Blame.NOBODY);
        assertRefused(draft -> draft.height++, Rejection.WRONG_HEIGHT, Blame.BLOCK);
        assertRefused(draft -> draft.height--, Rejection.WRONG_HEIGHT, Blame.BLOCK);
        assertRefused(draft -> mineBy(draft, chain.tip().miner()), Rejection.BARRED_MINER, Blame.BLOCK);
        assertRefused(
                draft -> {
                    draft.rank = 1;
                    draft.timestampMillis += 500;
                },
                Rejection.WRONG_RANK,
                Blame.BLOCK);
        assertRefused(draft -> mineBy(draft, chain.selection().ranked().get(1)), Rejection.WRONG_RANK, Blame.BLOCK);
        assertRefused(draft -> draft.timestampMillis--, Rejection.TOO_EARLY, Blame.BLOCK);
        assertRefused(
                draft -> draft.parentState = SmallNetwork.digest("other"), Rejection.WRONG_PARENT_STATE, Blame.BLOCK);
    }

    @Test
    void bodyRulesNameWhatTheyMiss() {
        Transaction transaction = chain.newMember();
        assertRefused(draft -> draft.transactions = List.of(), Rejection.NO_DEMAND, Blame.BLOCK);
        assertRefused(
                draft -> draft.transactions = List.of(transaction, transaction),
                Rejection.DUPLICATE_TRANSACTION,
                Blame.BLOCK);
        assertRefused(
                draft -> draft.transactions = List.of(withBadSignature(transaction)),
                Rejection.BAD_TRANSACTION_SIGNATURE,
                Blame.BLOCK);
        assertRefused(
                draft -> draft.transactions = List.of(network.put(SmallNetwork.key("nobody"), 1)),
                Rejection.BAD_TRANSACTION,
                Blame.BLOCK);
    }

    @Test
    void theSameTransactionWithTwoSignaturesIsADuplicate() {
        Transaction transaction = chain.newMember();
        assertRefused(
                draft -> draft.transactions = List.of(transaction, withBadSignature(transaction)),
                Rejection.DUPLICATE_TRANSACTION,
                Blame.BLOCK);
    }

    @Test
    void aBlockOfExactlyTheLimitPassesAndOneMoreTransactionIsTooLarge() {
        int limit = network.parameters().maxBlockBytes();
        List<Transaction> body = new ArrayList<>();
        while (size(body) <= limit) {
            body.add(chain.newMember());
        }
        assertRefused(draft -> draft.transactions = body, Rejection.TOO_LARGE, Blame.BLOCK);

        body.remove(body.size() - 1);
        assertThat(verdict(draft -> draft.transactions = body)).isEmpty();
    }

    @Test
    void sizeLimitIsInclusive() {
        Block block = chain.draft(chain.newMember()).block();
        assertThat(block.bytes()).hasSize(block.sizeBytes());
        int limit = network.parameters().maxBlockBytes();
        List<Transaction> filling = new ArrayList<>();
        int perTransaction = block.sizeBytes() - size(List.of());
        while (size(filling) + perTransaction <= limit) {
            filling.add(block.transactions().get(0));
        }
        Block full = new Block(block.header(), block.seal(), filling, block.signature());
        assertThat(full.sizeBytes()).isLessThanOrEqualTo(limit).isGreaterThan(limit - perTransaction);
    }

    @Test
    void timeAtTheRanksFirstMomentPassesForEveryRank() {
        for (int rank = 0; rank < chain.selection().ranked().size(); rank++) {
            BlockDraft draft = chain.draft(rank, chain.newMember());
            assertThat(draft.timestampMillis).isEqualTo(chain.tip().timestampMillis() + 500 + 500L * rank);
            assertThat(chain.verdict(draft.block())).isEmpty();
            draft.timestampMillis--;
            assertThat(chain.verdict(draft.block())).contains(Rejection.TOO_EARLY);
        }
    }

    @Test
    void aBlockIsHeldBeyondTheDriftAndDroppedBeyondTheHold() {
        long now = SmallNetwork.START_MILLIS;
        assertThat(clock(now + 100, now)).isEmpty();
        assertThat(clock(now + 101, now)).contains(Rejection.FROM_THE_FUTURE);
        assertThat(clock(now + 100 + 60_000, now)).contains(Rejection.FROM_THE_FUTURE);
        assertThat(clock(now + 100 + 60_001, now)).contains(Rejection.FAR_FUTURE);
        assertThat(clock(Long.MAX_VALUE, 0)).contains(Rejection.FAR_FUTURE);
        assertThat(clock(0, Long.MAX_VALUE)).isEmpty();
        assertThat(Rejection.FROM_THE_FUTURE.blame()).isEqualTo(Blame.NOBODY);
        assertThat(Rejection.FAR_FUTURE.blame()).isEqualTo(Blame.NOBODY);
    }

    @Test
    void blameOfAnInvalidAncestorStaysWithTheBlock() {
        assertThat(Rejection.INVALID_ANCESTOR.blame()).isEqualTo(Blame.BLOCK);
    }

    private Optional<Rejection> clock(long timestampMillis, long nowMillis) {
        return ChainRules.checkClock(network.parameters(), timestampMillis, nowMillis, 60_000);
    }

    private void mineBy(BlockDraft draft, NodeId miner) {
        draft.miner = miner;
        draft.signer = network.keyOf(miner);
    }

    private static Transaction withBadSignature(Transaction transaction) {
        byte[] bytes = Arrays.copyOf(transaction.bytes(), transaction.sizeBytes());
        bytes[bytes.length - 1] ^= 1;
        try {
            return Transaction.decode(bytes);
        } catch (DecodeException e) {
            throw new AssertionError(e);
        }
    }

    private static int size(List<Transaction> body) {
        return 84
                + 143
                + 4
                + 64
                + body.stream()
                        .mapToInt(transaction -> 4 + transaction.sizeBytes())
                        .sum();
    }

    private Optional<Rejection> verdict(Consumer<BlockDraft> change) {
        return chain.verdict(changed(change));
    }

    private Block changed(Consumer<BlockDraft> change) {
        BlockDraft draft = chain.draft(chain.newMember());
        change.accept(draft);
        return draft.block();
    }

    private void assertRefused(Consumer<BlockDraft> change, Rejection rejection, Blame blame) {
        assertRefused(changed(change), rejection, blame);
    }

    private void assertRefused(Block block, Rejection rejection, Blame blame) {
        assertThat(chain.verdict(block)).contains(rejection);
        assertThat(rejection.blame()).isEqualTo(blame);
    }
}
