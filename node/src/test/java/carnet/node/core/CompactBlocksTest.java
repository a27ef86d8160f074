package carnet.node.core;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.block.Block;
import carnet.consensus.block.BlockMeta;
import carnet.consensus.block.Candidate;
import carnet.consensus.block.Target;
import carnet.consensus.codec.DecodeException;
import carnet.consensus.tx.PutRecord;
import carnet.consensus.tx.Transaction;
import carnet.crypto.cid.Cid;
import carnet.crypto.hash.Hash;
import carnet.crypto.hash.Sha256;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.SigningKey;
import carnet.node.wire.Message;
import carnet.node.wire.ShortId;
import carnet.storage.chain.PendingTransaction;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node puts together a block that a peer announced, and the peer answers rightly, wrongly or not at all. */
class CompactBlocksTest {
    private static final SigningKey MINER = key(1);
    private static final SigningKey MEMBER = key(2);
    private static final NodeId PEER = NodeId.of(key(3).publicKey());
    private static final NodeId OTHER = NodeId.of(key(4).publicKey());
    private static final int TRANSACTIONS = 20;

    private final Mempool pool = new Mempool();
    private final RecentBlocks recent = new RecentBlocks();
    private final CompactBlocks compact = new CompactBlocks(pool, recent);
    private final List<Transaction> transactions = new ArrayList<>();
    private Block block = block(List.of());
    private Hash hash = block.hash();
    private List<Long> names = List.of();

    @BeforeEach
    void mine() {
        for (int i = 0; i < TRANSACTIONS; i++) {
            transactions.add(transaction(i));
        }
        block = block(transactions);
        hash = block.hash();
        names = transactions.stream().map(t -> ShortId.of(hash, t)).toList();
    }

    @Test
    void aBlockOfKnownTransactionsNeedsTheirNamesOnly() {
        fillPool(TRANSACTIONS);
        pool.add(new PendingTransaction(transaction(99), 0));
        assertThat(ask()).containsExactly(new Message.GetCompactBlock(hash));
        Effects fx = new Effects();
        assertThat(compact.onCompactBlock(PEER, new Message.CompactBlock(hash, names), fx))
                .contains(block);
        assertThat(fx.isEmpty()).isTrue();
    }

    @Test
    void whatThePoolLacksIsAskedForByItsPlace() {
        fillPool(TRANSACTIONS - 2);
        ask();
        Effects fx = new Effects();
        assertThat(compact.onCompactBlock(PEER, new Message.CompactBlock(hash, names), fx))
                .isEmpty();
        assertThat(sent(fx)).containsExactly(new Message.GetBlockTransactions(hash, List.of(18, 19)));
        assertThat(compact.onTransactions(PEER, rest(18, 20), new Effects())).contains(block);
    }

    @Test
    void aSiblingOfTheLastBlockHasItsTransactions() {
        fillPool(1);
        recent.addExecuted(block(transactions.subList(0, 15)));
        recent.addExecuted(block(transactions.subList(10, 20)));
        assertThat(ask()).containsExactly(new Message.GetCompactBlock(hash));
        Effects fx = new Effects();
        assertThat(compact.onCompactBlock(PEER, new Message.CompactBlock(hash, names), fx))
                .contains(block);
    }

    @Test
    void aSiblingThatWasNotExecutedDoesNotCountForTheCoreWouldVerifyIt() {
        fillPool(TRANSACTIONS - 2);
        recent.add(block(transactions));
        ask();
        Effects fx = new Effects();
        compact.onCompactBlock(PEER, new Message.CompactBlock(hash, names), fx);
        assertThat(sent(fx)).containsExactly(new Message.GetBlockTransactions(hash, List.of(18, 19)));
    }

    @Test
    void aCopyWithAnotherSignatureDoesNotCount() throws DecodeException {
        fillPool(TRANSACTIONS - 1);
        pool.add(new PendingTransaction(resigned(transactions.get(19)), 0));
        ask();
        Effects fx = new Effects();
        compact.onCompactBlock(PEER, new Message.CompactBlock(hash, names), fx);
        assertThat(sent(fx)).containsExactly(new Message.GetBlockTransactions(hash, List.of(19)));
    }

    @Test
    void aBlockThatIsMostlyUnknownIsAskedForWhole() {
        fillPool(TRANSACTIONS / 2 - 1);
        assertThat(ask()).containsExactly(new Message.GetBlocks(List.of(hash)));
        assertThat(compact.onCompactBlock(PEER, new Message.CompactBlock(hash, names), new Effects()))
                .isEmpty();
    }

    @Test
    void whatWasFoundSignedInAWholeBlockIsNotVerifiedAgain() throws DecodeException {
        fillPool(2);
        Transaction copy = Transaction.decode(transactions.get(0).bytes());
        Transaction other = resigned(transactions.get(1));
        assertThat(pool.withKnown(block(List.of(copy))).transactions()).noneMatch(Transaction::isMarkedSigned);
        copy.markSigned();
        other.markSigned();
        assertThat(pool.withKnown(block(List.of(copy, other))).transactions()).allMatch(Transaction::isMarkedSigned);
        assertThat(pool.all())
                .extracting(pending -> pending.transaction().isMarkedSigned())
                .containsExactly(true, false);
    }

    @Test
    void namesInAnotherOrderLeadToTheWholeBlockAndBlameNobody() {
        fillPool(TRANSACTIONS);
        ask();
        List<Long> turned = new ArrayList<>(names);
        Collections.reverse(turned);
        assertThat(onNames(turned))
                .containsExactly(new Effects.Outbound.Send(PEER, new Message.GetBlocks(List.of(hash))));
    }

    @Test
    void aNameThatStandsTwiceLeadsToTheWholeBlock() {
        fillPool(TRANSACTIONS);
        ask();
        List<Long> twice = new ArrayList<>(names);
        twice.set(1, twice.get(0));
        assertThat(onNames(twice))
                .containsExactly(new Effects.Outbound.Send(PEER, new Message.GetBlocks(List.of(hash))));
    }

    @Test
    void anotherNumberOfNamesThanTheHeaderSaysIsALie() {
        fillPool(TRANSACTIONS);
        ask();
        assertThat(onNames(names.subList(1, TRANSACTIONS))).containsExactly(banned());
    }

    @Test
    void aTransactionThatDoesNotBearItsNameIsALie() {
        fillPool(TRANSACTIONS - 2);
        ask();
        onNames(names);
        Effects fx = new Effects();
        List<Transaction> others = List.of(transaction(98), transaction(99));
        assertThat(compact.onTransactions(PEER, new Message.BlockTransactions(hash, others), fx))
                .isEmpty();
        assertThat(fx.outbound()).containsExactly(banned());
    }

    @Test
    void fewerTransactionsThanAskedForIsALie() {
        fillPool(TRANSACTIONS - 2);
        ask();
        onNames(names);
        Effects fx = new Effects();
        assertThat(compact.onTransactions(PEER, rest(18, 19), fx)).isEmpty();
        assertThat(fx.outbound()).containsExactly(banned());
    }

    @Test
    void whatNobodyAskedForIsPassedOver() {
        fillPool(TRANSACTIONS - 2);
        Effects fx = new Effects();
        Message.CompactBlock answer = new Message.CompactBlock(hash, names);
        assertThat(compact.onCompactBlock(PEER, answer, fx)).isEmpty();
        ask();
        assertThat(compact.onCompactBlock(OTHER, answer, fx)).isEmpty();
        assertThat(compact.onTransactions(PEER, rest(18, 20), fx)).isEmpty();
        assertThat(fx.isEmpty()).isTrue();
        onNames(names);
        assertThat(compact.onCompactBlock(PEER, answer, fx)).isEmpty();
        assertThat(compact.onTransactions(OTHER, rest(18, 20), fx)).isEmpty();
        compact.forget(hash);
        assertThat(compact.onTransactions(PEER, rest(18, 20), fx)).isEmpty();
        assertThat(fx.isEmpty()).isTrue();
    }

    @Test
    void blocksUnderWayAreBounded() {
        fillPool(TRANSACTIONS);
        ask();
        for (int i = 0; i < CoreLimits.COMPACT_BLOCKS; i++) {
            compact.ask(PEER, block(List.of(transactions.get(i))).extendedHeader(), new Effects());
        }
        assertThat(onNames(names)).isEmpty();
    }

    @Test
    void thoseThatOnePeerAnnouncedPushOutNoneOfAnothers() {
        fillPool(TRANSACTIONS);
        ask();
        for (int i = 0; i < TRANSACTIONS; i++) {
            compact.ask(OTHER, block(List.of(transactions.get(i))).extendedHeader(), new Effects());
        }
        assertThat(compact.onCompactBlock(PEER, new Message.CompactBlock(hash, names), new Effects()))
                .contains(block);
    }

    @Test
    void whoIsAskedTooAndLiesSpoilsNoOthersAnswer() {
        fillPool(TRANSACTIONS);
        ask();
        compact.ask(OTHER, block.extendedHeader(), new Effects());
        compact.onCompactBlock(OTHER, new Message.CompactBlock(hash, names.subList(1, TRANSACTIONS)), new Effects());
        assertThat(compact.onCompactBlock(PEER, new Message.CompactBlock(hash, names), new Effects()))
                .contains(block);
    }

    private List<Message> ask() {
        Effects fx = new Effects();
        compact.ask(PEER, block.extendedHeader(), fx);
        return sent(fx);
    }

    private List<Effects.Outbound> onNames(List<Long> answer) {
        Effects fx = new Effects();
        Optional<Block> made = compact.onCompactBlock(PEER, new Message.CompactBlock(hash, answer), fx);
        assertThat(made).isEmpty();
        return fx.outbound();
    }

    private Message.BlockTransactions rest(int from, int to) {
        return new Message.BlockTransactions(hash, transactions.subList(from, to));
    }

    private void fillPool(int count) {
        transactions.subList(0, count).forEach(t -> pool.add(new PendingTransaction(t, 0)));
    }

    private static Effects.Outbound banned() {
        return new Effects.Outbound.Disconnect(PEER, Misbehaviour.FALSE_BODY, true);
    }

    private static List<Message> sent(Effects fx) {
        return fx.outbound().stream()
                .map(outbound -> ((Effects.Outbound.Send) outbound).message())
                .toList();
    }

    private static Block block(List<Transaction> included) {
        NodeId miner = NodeId.of(MINER.publicKey());
        BlockMeta parent = new BlockMeta(Hash.ZERO, Hash.ZERO, 1, 0, miner, 0, BigInteger.ONE, Hash.ZERO);
        return Candidate.on(parent, Hash.ZERO, miner, 0, Target.ofMeanHashes(1), 1_000, included)
                .sealed(0, MINER);
    }

    private static Transaction transaction(int number) {
        byte[] nonce = new byte[Transaction.NONCE_BYTES];
        nonce[0] = (byte) number;
        Hash any = Sha256.of(nonce);
        PutRecord put = new PutRecord(any, Cid.ofRaw(nonce), Cid.ofRaw(any.bytes()), 1, 4, 4, 0);
        return Transaction.sign(Hash.ZERO, MEMBER, nonce, 0, 1, put);
    }

    private static Transaction resigned(Transaction transaction) throws DecodeException {
        byte[] bytes = transaction.bytes();
        bytes[bytes.length - 1] ^= 1;
        return Transaction.decode(bytes);
    }

    private static SigningKey key(int number) {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        seed[0] = (byte) number;
        return SigningKey.fromSeed(seed);
    }
}
