package carnet.node.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages of many transactions, each of which has a key that takes time to decode. */
class MessageDecoderTest {
    private static final SigningKey KEY = SigningKey.fromSeed(new byte[SigningKey.SEED_BYTES]);
    private static final NodeId MINER = NodeId.of(KEY.publicKey());
    private static final int MANY = 200;

    /** As many keys as take the time of a verification. */
    private static final int KEYS_OF_A_STEP = 8;

    static Stream<Message> ofManyTransactions() {
        List<Transaction> many = IntStream.range(0, MANY)
                .mapToObj(MessageDecoderTest::transaction)
                .toList();
        BlockMeta parent = new BlockMeta(Hash.ZERO, Hash.ZERO, 1, 0, MINER, 0, BigInteger.ONE, Hash.ZERO);
        Block block = Candidate.on(parent, Hash.ZERO, MINER, 0, Target.ofMeanHashes(1), 1_000, many)
                .sealed(0, KEY);
        return Stream.of(
                new Message.BlockBody(block),
                new Message.BlockTransactions(block.hash(), many),
                new Message.Transactions(many),
                new Message.Parcels(many.stream().map(Parcel::of).toList()));
    }

    @ParameterizedTest
    @MethodSource("ofManyTransactions")
    void areReadAFewAtATime(Message message) throws DecodeException {
        MessageDecoder decoder = MessageDecoder.begin(MessageCodec.encode(message));
        int steps = 0;
        while (decoder.hasMore()) {
            decoder.next();
            steps++;
        }
        assertThat(steps).isGreaterThanOrEqualTo(MANY / KEYS_OF_A_STEP);
        assertThat(decoder.end()).contains(message);
    }

    @ParameterizedTest
    @MethodSource("ofManyTransactions")
    void tellWhatTheyAnswerBeforeTheFirstKey(Message message) throws DecodeException {
        byte[] bytes = MessageCodec.encode(message);
        byte[] key = KEY.publicKey().bytes();
        for (int i = 0; i + key.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + key.length, key, 0, key.length)) {
                Arrays.fill(bytes, i, i + key.length, (byte) 0);
            }
        }
        MessageDecoder decoder = MessageDecoder.begin(bytes);
        assertThat(decoder.answered()).isEqualTo(answered(message));
        assertThatThrownBy(decoder::next)
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("not an acceptable Ed25519 public key");
    }

    @Test
    void namesTellWhatTheyAnswer() throws DecodeException {
        Message names = new Message.CompactBlock(Sha256.of(new byte[1]), List.of(1L, 2L));
        MessageDecoder decoder = MessageDecoder.begin(MessageCodec.encode(names));
        assertThat(decoder.answered()).isEqualTo(BlockRequest.names(Sha256.of(new byte[1])));
        assertThat(decoder.hasMore()).isFalse();
        assertThat(decoder.end()).contains(names);
    }

    private static @Nullable BlockRequest answered(Message message) {
        if (message instanceof Message.BlockBody body) {
            return BlockRequest.whole(body.block().hash());
        } else if (message instanceof Message.BlockTransactions some) {
            return BlockRequest.transactions(some.block(), MANY);
        }
        return null;
    }

    private static Transaction transaction(int number) {
        byte[] nonce = new byte[Transaction.NONCE_BYTES];
        nonce[0] = (byte) number;
        Hash any = Sha256.of(nonce);
        PutRecord put = new PutRecord(any, Cid.ofRaw(nonce), Cid.ofRaw(any.bytes()), 1, 4, 4, 0);
        return Transaction.sign(Hash.ZERO, KEY, nonce, 0, 1, put);
    }
}
