package carnet.node.sim;

import carnet.consensus.codec.DecodeException;
import carnet.consensus.tx.Transaction;
import carnet.crypto.sign.Signature;

/** Makes things false. */
final class Forgery {
    private Forgery() {}

    /** Returns the same transaction with a signature that is nobody's. */
    static Transaction resigned(Transaction transaction, Dice dice) {
        byte[] bytes = transaction.bytes();
        byte[] signature = dice.bytes(Signature.LENGTH_BYTES);
        System.arraycopy(signature, 0, bytes, bytes.length - signature.length, signature.length);
        try {
            return Transaction.decode(bytes);
        } catch (DecodeException e) {
            throw new IllegalStateException("any 64 bytes have the form of a signature", e);
        }
    }
}
