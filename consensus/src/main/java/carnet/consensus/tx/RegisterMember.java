package carnet.consensus.tx;

import carnet.consensus.card.MemberCard;
import carnet.consensus.codec.ByteReader;
import carnet.consensus.codec.ByteWriter;
import carnet.consensus.codec.DecodeException;

/**
 * A registrar registers the member whose card this is. The card carries the member's own signature, so nobody can
 * register a key that its holder did not offer.
 *
 * @param card the member's public card
 */
public record RegisterMember(MemberCard card) implements Payload {
    static RegisterMember read(ByteReader in) throws DecodeException {
        return new RegisterMember(MemberCard.read(in));
    }

    @Override
    public TransactionType type() {
        return TransactionType.REGISTER_MEMBER;
    }

    @Override
    public void write(ByteWriter out) {
        card.write(out);
    }
}
