package carnet.consensus.codec;

import carnet.consensus.SmallNetwork;
import carnet.consensus.TestChain;
import carnet.consensus.block.Block;
import carnet.consensus.block.BlockMeta;
import carnet.consensus.block.ExtendedHeader;
import carnet.consensus.block.Header;
import carnet.consensus.block.Seal;
import carnet.consensus.card.MemberCard;
import carnet.consensus.card.MemberRole;
import carnet.consensus.card.NodeCard;
import carnet.consensus.genesis.Genesis;
import carnet.consensus.ledger.Delta;
import carnet.consensus.ledger.LedgerKey;
import carnet.consensus.ledger.Member;
import carnet.consensus.ledger.RecordEntry;
import carnet.consensus.policy.Policy;
import carnet.consensus.tx.Transaction;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.SigningKey;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One valid encoding of every type that has one, with the function that decodes and encodes it again. */
record Encodings(String name, byte[] bytes, Again again) {
    private static final int PAYLOAD_OFFSET = 103;

    /** Decodes, then encodes from the decoded values alone. */
    interface Again {
        byte[] apply(byte[] bytes) throws DecodeException;
    }

    private interface Reading<T> {
        T read(ByteReader in) throws DecodeException;
    }

    private interface Writing<T> {
        void write(T value, ByteWriter out);
    }

    static List<Encodings> all() {
        SmallNetwork network = SmallNetwork.of(3, 2);
        TestChain chain = network.chain();
        SigningKey member = SmallNetwork.key("member");
        Transaction register = network.register(member);
        Transaction put = network.put(member, 1);
        Block block = chain.draft(register, put, chain.newMember()).block();
        Delta delta = chain.append(block);
        Delta undo = Delta.of(new TreeMap<>(Map.of(
                LedgerKey.member(member.publicKey()),
                new Delta.Change(null),
                LedgerKey.policy(),
                new Delta.Change(new byte[] {1}))));
        BlockMeta tip = chain.tip();
        BlockMeta heavy = new BlockMeta(
                tip.hash(),
                tip.previousHash(),
                7,
                8,
                tip.miner(),
                9,
                BigInteger.ONE.shiftLeft(80).subtract(BigInteger.ONE),
                tip.state());
        MemberCard card = SmallNetwork.card(member, MemberRole.MEMBER);
        return List.of(
                of("header", block.header().bytes(), Header::read, Header::write),
                new Encodings("seal", block.seal().bytes(), bytes -> Seal.decode(bytes)
                        .bytes()),
                of(
                        "extended header",
                        write(block.extendedHeader(), ExtendedHeader::write),
                        ExtendedHeader::read,
                        ExtendedHeader::write),
                new Encodings(
                        "block", block.bytes(), bytes -> Block.decode(bytes).bytes()),
                new Encodings("register", register.bytes(), Encodings::transaction),
                new Encodings("put", put.bytes(), Encodings::transaction),
                of("member card", write(card, MemberCard::write), MemberCard::read, MemberCard::write),
                of(
                        "node card",
                        write(network.policy().miners().get(0), NodeCard::write),
                        NodeCard::read,
                        NodeCard::write),
                of("policy", write(network.policy(), Policy::write), Policy::read, Policy::write),
                new Encodings("genesis", network.genesis.bytes(), bytes -> Genesis.decode(bytes)
                        .bytes()),
                new Encodings(
                        "delta", delta.bytes(), bytes -> Delta.decode(bytes).bytes()),
                new Encodings("undo", undo.bytes(), bytes -> Delta.decode(bytes).bytes()),
                new Encodings("block meta", tip.bytes(), bytes -> BlockMeta.decode(bytes)
                        .bytes()),
                new Encodings("heavy meta", heavy.bytes(), bytes -> BlockMeta.decode(bytes)
                        .bytes()),
                new Encodings("genesis meta", chain.at(0).bytes(), bytes -> BlockMeta.decode(bytes)
                        .bytes()),
                new Encodings("member", new Member(card, 5).bytes(), bytes -> Member.decode(bytes)
                        .bytes()),
                new Encodings(
                        "record",
                        new RecordEntry(SmallNetwork.record(member, 1), Hash.ZERO, 1, 2, 3).bytes(),
                        bytes -> RecordEntry.decode(bytes).bytes()));
    }

    @Override
    public String toString() {
        return name;
    }

    private static <T> Encodings of(String name, byte[] bytes, Reading<T> reading, Writing<T> writing) {
        return new Encodings(name, bytes, input -> {
            ByteReader in = new ByteReader(input);
            T value = reading.read(in);
            in.end();
            return write(value, writing);
        });
    }

    private static <T> byte[] write(T value, Writing<T> writing) {
        ByteWriter out = new ByteWriter();
        writing.write(value, out);
        return out.toBytes();
    }

    /** A transaction keeps its bytes; what can be rebuilt from its values is, the nonce and signature are taken over. */
    private static byte[] transaction(byte[] bytes) throws DecodeException {
        Transaction transaction = Transaction.decode(bytes);
        byte[] payload = write(transaction.payload(), (value, out) -> value.write(out));
        return new ByteWriter()
                .u8(1)
                .u16(transaction.payload().type().code())
                .hash(transaction.genesis())
                .key(transaction.sender())
                .raw(Arrays.copyOfRange(bytes, 67, 83))
                .u64(transaction.validFromMillis())
                .u64(transaction.validUntilMillis())
                .bytes(payload)
                .raw(Arrays.copyOfRange(bytes, PAYLOAD_OFFSET + payload.length, bytes.length))
                .toBytes();
    }
}
