package carnet.node.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.consensus.codec.DecodeException;
import carnet.consensus.tx.PutRecord;
import carnet.consensus.tx.Transaction;
import carnet.crypto.cid.Cid;
import carnet.crypto.hash.Hash;
import carnet.crypto.hash.Sha256;
import carnet.crypto.sign.SigningKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The messages that move a block without its known transactions, byte for byte. */
class CompactMessagesTest {
    private static final Hash BLOCK = Hash.fromHex("ab".repeat(32));
    private static final String BLOCK_HEX = BLOCK.hex();

    @Test
    void aQuestionIsTheHash() throws DecodeException {
        roundTrip(new Message.GetCompactBlock(BLOCK), "0e" + BLOCK_HEX);
    }

    @Test
    void aShortIdTakesSixBytes() throws DecodeException {
        roundTrip(
                new Message.CompactBlock(BLOCK, List.of(0L, 0x0102_0304_0506L, 0xffff_ffff_ffffL)),
                "0f" + BLOCK_HEX + "00000003" + "000000000000" + "010203040506" + "ffffffffffff");
    }

    @Test
    void anIndexTakesTwoBytes() throws DecodeException {
        roundTrip(
                new Message.GetBlockTransactions(BLOCK, List.of(0, 1, 0x1234)),
                "10" + BLOCK_HEX + "00000003" + "0000" + "0001" + "1234");
    }

    @Test
    void transactionsFollowTheHash() throws DecodeException {
        Transaction transaction = transaction();
        roundTrip(
                new Message.BlockTransactions(BLOCK, List.of(transaction)),
                "11" + BLOCK_HEX + "00000001" + String.format("%08x", transaction.sizeBytes())
                        + HexFormat.of().formatHex(transaction.bytes()));
    }

    @Test
    void aShortIdIsTheBeginningOfAHashOfBlockAndTransaction() {
        Transaction transaction = transaction();
        String digest =
                Sha256.of(BLOCK.bytes(), Sha256.of(transaction.bytes()).bytes()).hex();
        assertThat(ShortId.of(BLOCK, transaction)).isEqualTo(Long.parseLong(digest.substring(0, 12), 16));
    }

    @Test
    void aKnownTransactionCostsLessThanEightBytes() {
        List<Long> ids = LongStream.range(0, 300).boxed().toList();
        assertThat(MessageCodec.encode(new Message.CompactBlock(BLOCK, ids))).hasSizeLessThan(300 * 8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000002" + "0003" + "0003", "00000002" + "0003" + "0002"})
    void indexesAscend(String list) {
        refused("10" + BLOCK_HEX + list);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0e", // no hash
                "0e" + "abab", // half a hash
                "0f" + "00000001" + "0102030405", // a short id of five bytes
                "0f" + "00000001" + "01020304050607", // more than the list
                "0f" + "ffffffff", // longer than any block
                "10" + "00002ff0" + "0000", // fewer than the count
                "11" + "00000001" + "00000004" + "01020304" // no transaction
            })
    void whatIsCutOffOrTooLongIsRefused(String typeAndBody) {
        String hash = typeAndBody.length() > 6 ? BLOCK_HEX : "";
        refused(typeAndBody.substring(0, 2) + hash + typeAndBody.substring(2));
    }

    private static void roundTrip(Message message, String hex) throws DecodeException {
        byte[] bytes = MessageCodec.encode(message);
        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(hex);
        assertThat(MessageCodec.decode(bytes)).contains(message);
        for (int length = 1; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> MessageCodec.decode(cut)).isInstanceOf(DecodeException.class);
        }
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertThatThrownBy(() -> MessageCodec.decode(longer)).isInstanceOf(DecodeException.class);
    }

    private static void refused(String hex) {
        assertThatThrownBy(() -> MessageCodec.decode(HexFormat.of().parseHex(hex)))
                .isInstanceOf(DecodeException.class);
    }

    private static Transaction transaction() {
        SigningKey member = SigningKey.fromSeed(new byte[SigningKey.SEED_BYTES]);
        Cid cid = Cid.ofRaw(new byte[0]);
        byte[] nonce = new byte[Transaction.NONCE_BYTES];
        return Transaction.sign(Hash.ZERO, member, nonce, 0, 1, new PutRecord(Hash.ZERO, cid, cid, 1, 4, 4, 0));
    }
}
