package carnet.consensus.codec;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.consensus.SmallNetwork;
import carnet.consensus.block.Block;
import carnet.consensus.block.BlockMeta;
import carnet.consensus.block.ExtendedHeader;
import carnet.consensus.card.Domain;
import carnet.consensus.card.NodeCard;
import carnet.consensus.genesis.Genesis;
import carnet.consensus.ledger.Delta;
import carnet.consensus.ledger.LedgerKey;
import carnet.consensus.policy.Policy;
import carnet.consensus.tx.Transaction;
import carnet.crypto.hash.Hash;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Every length that a sender may choose: accepted at the limit, refused one above before anything is allocated. */
class LengthBoundsTest {
    private static final SmallNetwork NETWORK = SmallNetwork.of(3, 2);
    private static final byte[] NOTHING = new byte[0];

    @Test
    void domainOfSixteenBytes() {
        assertWithin(() -> Domain.read(text("A".repeat(16))));
        assertBeyond(() -> Domain.read(text("A".repeat(17))));
    }

    @Test
    void nodeNameOfThirtyTwoBytes() {
        assertWithin(() -> NodeCard.read(nodeCard("n".repeat(32), "h:1")));
        assertBeyond(() -> NodeCard.read(nodeCard("n".repeat(33), "h:1")));
    }

    @Test
    void nodeAddressOf261Bytes() {
        assertWithin(() -> NodeCard.read(nodeCard("n", "h".repeat(259) + ":1")));
        assertBeyond(() -> NodeCard.read(nodeCard("n", "h".repeat(260) + ":1")));
        assertThatThrownBy(() -> NodeCard.sign(NETWORK.registrar, "n", "h".repeat(260) + ":1"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void networkNameOf64Bytes() {
        assertWithin(() -> Genesis.decode(genesis("n".repeat(64))));
        assertBeyond(() -> Genesis.decode(genesis("n".repeat(65))));
    }

    @Test
    void genesisFileOf128KiB() {
        assertCutOffOrWithin(() -> Genesis.decode(Arrays.copyOf(NETWORK.genesis.bytes(), Genesis.MAX_BYTES)));
        assertBeyond(() -> Genesis.decode(new byte[Genesis.MAX_BYTES + 1]));
    }

    @Test
    void policyOf64Nodes256Registrars64Admins() {
        assertCutOffOrWithin(() -> Policy.read(counted(64)));
        assertBeyond(() -> Policy.read(counted(65)));
        byte[] nodes = nodes();
        assertCutOffOrWithin(() -> Policy.read(counted(nodes, 256)));
        assertBeyond(() -> Policy.read(counted(nodes, 257)));
        byte[] registrars = registrars(nodes);
        assertCutOffOrWithin(() -> Policy.read(counted(registrars, 64)));
        assertBeyond(() -> Policy.read(counted(registrars, 65)));
    }

    @Test
    void transactionOf64KiB() {
        byte[] start = Arrays.copyOf(NETWORK.put(NETWORK.registrar, 1).bytes(), Transaction.MAX_BYTES);
        assertCutOffOrWithin(() -> Transaction.decode(start));
        assertBeyond(() -> Transaction.decode(Arrays.copyOf(start, Transaction.MAX_BYTES + 1)));
        byte[] longPayload = NETWORK.put(NETWORK.registrar, 1).bytes();
        longPayload[99] = 0;
        longPayload[100] = 1;
        longPayload[101] = 0;
        longPayload[102] = 1;
        assertBeyond(() -> Transaction.decode(longPayload));
    }

    @Test
    void blockOf2MiBAndNoMoreTransactionsThanCanFit() {
        Block block =
                NETWORK.chain().draft(NETWORK.register(SmallNetwork.key("m"))).block();
        assertCutOffOrWithin(() -> Block.decode(Arrays.copyOf(block.bytes(), Block.MAX_BYTES)));
        assertBeyond(() -> Block.decode(Arrays.copyOf(block.bytes(), Block.MAX_BYTES + 1)));
        byte[] manyClaimed = block.bytes();
        Arrays.fill(manyClaimed, 84 + 143, 84 + 143 + 4, (byte) 0x7f);
        assertBeyond(() -> Block.decode(manyClaimed));
    }

    @Test
    void pathOfTwentyHashes() {
        Block block =
                NETWORK.chain().draft(NETWORK.register(SmallNetwork.key("m"))).block();
        assertWithin(() -> ExtendedHeader.read(path(block, 20)));
        assertBeyond(() -> ExtendedHeader.read(path(block, 21)));
    }

    @Test
    void totalWorkOf40Bytes() {
        assertWithin(() -> BlockMeta.decode(meta(filled(40))));
        assertBeyond(() -> BlockMeta.decode(meta(filled(41))));
    }

    @Test
    void totalWorkHasNoLeadingZeroByte() {
        assertThatThrownBy(() -> BlockMeta.decode(meta(new byte[] {0, 1})))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("zero byte");
        assertThatThrownBy(() -> BlockMeta.decode(meta(new byte[1]))).isInstanceOf(DecodeException.class);
        assertWithin(() -> BlockMeta.decode(meta(NOTHING)));
    }

    @Test
    void ledgerKeyOf80Bytes() {
        assertWithin(() -> Delta.decode(delta(filled(LedgerKey.MAX_BYTES), NOTHING)));
        assertBeyond(() -> Delta.decode(delta(filled(LedgerKey.MAX_BYTES + 1), NOTHING)));
        assertThatThrownBy(() -> Delta.decode(delta(NOTHING, NOTHING))).isInstanceOf(DecodeException.class);
    }

    @Test
    void ledgerValueOf128KiB() {
        assertWithin(() -> Delta.decode(delta(filled(1), filled(Delta.MAX_VALUE_BYTES))));
        assertBeyond(() -> Delta.decode(delta(filled(1), filled(Delta.MAX_VALUE_BYTES + 1))));
    }

    @Test
    void deltaOfAMillionEntries() {
        assertCutOffOrWithin(() -> Delta.decode(new ByteWriter().u32(1 << 20).toBytes()));
        assertBeyond(() -> Delta.decode(new ByteWriter().u32((1 << 20) + 1).toBytes()));
    }

    @Test
    void deltaKeysStandInOrderAndOnce() {
        assertThatThrownBy(() -> Delta.decode(twoKeys(2, 1))).isInstanceOf(DecodeException.class);
        assertThatThrownBy(() -> Delta.decode(twoKeys(1, 1))).isInstanceOf(DecodeException.class);
        assertWithin(() -> Delta.decode(twoKeys(1, 0xff)));
    }

    private static byte[] twoKeys(int first, int second) {
        return new ByteWriter()
                .u32(2)
                .bytes(new byte[] {(byte) first})
                .bool(false)
                .bytes(new byte[] {(byte) second})
                .bool(false)
                .toBytes();
    }

    private static ByteReader text(String text) {
        return new ByteReader(new ByteWriter().text(text).toBytes());
    }

    private static ByteReader nodeCard(String name, String address) {
        return new ByteReader(new ByteWriter()
                .key(NETWORK.registrar.publicKey())
                .text(name)
                .text(address)
                .raw(new byte[64])
                .toBytes());
    }

    private static byte[] genesis(String name) {
        byte[] bytes = NETWORK.genesis.bytes();
        int afterName = 15 + 4 + NETWORK.genesis.name().length();
        return new ByteWriter()
                .raw(Arrays.copyOf(bytes, 15))
                .text(name)
                .raw(Arrays.copyOfRange(bytes, afterName, bytes.length))
                .toBytes();
    }

    private static byte[] nodes() {
        ByteWriter out = new ByteWriter().u32(1);
        NETWORK.policy().miners().get(0).write(out);
        return out.toBytes();
    }

    private static byte[] registrars(byte[] nodes) {
        ByteWriter out = new ByteWriter().raw(nodes).u32(1);
        NETWORK.policy().registrars().get(0).write(out);
        return out.toBytes();
    }

    private static ByteReader counted(int count) {
        return new ByteReader(new ByteWriter().u32(1).u32(count).toBytes());
    }

    private static ByteReader counted(byte[] before, int count) {
        return new ByteReader(new ByteWriter().u32(1).raw(before).u32(count).toBytes());
    }

    private static ByteReader path(Block block, int length) {
        ByteWriter out = new ByteWriter();
        block.header().write(out);
        block.seal().write(out);
        out.u8(length).raw(new byte[32 * length]).signature(block.signature());
        return new ByteReader(out.toBytes());
    }

    private static byte[] meta(byte[] work) {
        return new ByteWriter()
                .hash(Hash.ZERO)
                .hash(Hash.ZERO)
                .u64(1)
                .u64(1)
                .hash(Hash.ZERO)
                .u64(1)
                .bytes(work)
                .hash(Hash.ZERO)
                .toBytes();
    }

    private static byte[] delta(byte[] key, byte[] value) {
        return new ByteWriter().u32(1).bytes(key).bool(true).bytes(value).toBytes();
    }

    private static byte[] filled(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 1);
        return bytes;
    }

    private static void assertWithin(ThrowingCallable decoding) {
        assertThatCode(decoding).doesNotThrowAnyException();
    }

    /** At the limit the input may still lack the rest, but is not refused for its length. */
    private static void assertCutOffOrWithin(ThrowingCallable decoding) {
        assertThatThrownBy(decoding).isInstanceOf(DecodeException.class).hasMessageNotContaining("limit");
    }

    private static void assertBeyond(ThrowingCallable decoding) {
        assertThatThrownBy(decoding).isInstanceOf(DecodeException.class).hasMessageContaining("limit");
    }
}
