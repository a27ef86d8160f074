package carnet.consensus.ledger;

import carnet.consensus.codec.ByteReader;
import carnet.consensus.codec.DecodeException;
import carnet.consensus.policy.Policy;
import carnet.crypto.cid.Cid;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.PublicKey;
import org.jspecify.annotations.Nullable;

/** Reads the state's tables as values. A row that does not decode is a broken disk, not a bad input. */
public final class LedgerReader {
    private final LedgerView view;

    /** Reads through {@code view}. */
    public LedgerReader(LedgerView view) {
        this.view = view;
    }

    /** Returns the policy list in force. */
    public Policy policy() {
        byte[] value = view.get(LedgerKey.policy());
        if (value == null) {
            throw new IllegalStateException("the state holds no policy list");
        }
        return decoded(() -> {
            ByteReader in = new ByteReader(value);
            Policy policy = Policy.read(in);
            in.end();
            return policy;
        });
    }

    /** Returns whether a key is a member's; cheaper than to read the member, whose keys would be checked. */
    public boolean isMember(PublicKey key) {
        return view.get(LedgerKey.member(key)) != null;
    }

    /** Returns a member, or null. */
    public @Nullable Member member(PublicKey key) {
        byte[] value = view.get(LedgerKey.member(key));
        return value == null ? null : decoded(() -> Member.decode(value));
    }

    /** Returns a record, or null. */
    public @Nullable RecordEntry record(PublicKey owner, Hash hashId) {
        byte[] value = view.get(LedgerKey.record(owner, hashId));
        return value == null ? null : decoded(() -> RecordEntry.decode(value));
    }

    /** Returns who put content first, or null. */
    public @Nullable PublicKey contentOwner(Cid cid) {
        byte[] value = view.get(LedgerKey.content(cid));
        if (value == null) {
            return null;
        }
        return decoded(() -> {
            ByteReader in = new ByteReader(value);
            PublicKey owner = in.key("content owner");
            in.end();
            return owner;
        });
    }

    /** Returns whether a transaction has been executed and its window not yet ended. */
    public boolean isExecuted(long validUntilMillis, Hash txid) {
        return view.get(LedgerKey.executed(validUntilMillis, txid)) != null;
    }

    private interface Decoding<T> {
        T run() throws DecodeException;
    }

    private static <T> T decoded(Decoding<T> decoding) {
        try {
            return decoding.run();
        } catch (DecodeException e) {
            throw new IllegalStateException("a row of the state is corrupt: " + e.getMessage(), e);
        }
    }
}
