package carnet.consensus.ledger;

import carnet.consensus.card.MemberCard;
import carnet.consensus.codec.ByteReader;
import carnet.consensus.codec.ByteWriter;
import carnet.consensus.codec.DecodeException;

/**
 * A registered member as the state keeps it.
 *
 * @param card what it showed of itself
 * @param height the block that registered it; 0 for those of the genesis
 */
public record Member(MemberCard card, long height) {
    /** Reads a stored value. */
    public static Member decode(byte[] bytes) throws DecodeException {
        ByteReader in = new ByteReader(bytes);
        Member member = new Member(MemberCard.read(in), in.nonNegative("height"));
        in.end();
        return member;
    }

    /** Returns the value to store. */
    public byte[] bytes() {
        ByteWriter out = new ByteWriter();
        card.write(out);
        return out.u64(height).toBytes();
    }
}
