package carnet.consensus.tx;

import carnet.consensus.codec.ByteReader;
import carnet.consensus.codec.ByteWriter;
import carnet.consensus.codec.DecodeException;

/** The part of a transaction that depends on its type. */
public sealed interface Payload permits RegisterMember, PutRecord {
    /** Returns the type that this payload belongs to. */
    TransactionType type();

    /** Writes the payload without a length. */
    void write(ByteWriter out);

    /** Reads the payload of a type; the caller checks that nothing is left. */
    static Payload read(TransactionType type, ByteReader in) throws DecodeException {
        return switch (type) {
            case REGISTER_MEMBER -> RegisterMember.read(in);
            case PUT_RECORD -> PutRecord.read(in);
        };
    }
}
