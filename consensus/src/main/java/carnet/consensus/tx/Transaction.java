package carnet.consensus.tx;

import carnet.consensus.codec.ByteReader;
import carnet.consensus.codec.ByteWriter;
import carnet.consensus.codec.DecodeException;
import carnet.crypto.hash.Hash;
import carnet.crypto.hash.MerkleTree;
import carnet.crypto.hash.Sha256;
import carnet.crypto.sign.Ed25519;
import carnet.crypto.sign.PublicKey;
import carnet.crypto.sign.Signature;
import carnet.crypto.sign.SignatureDomain;
import carnet.crypto.sign.SigningKey;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A signed transaction, kept as the bytes that were received: hashed and verified as they are, never encoded again.
 *
 * <pre>
 *   version 1 | type 2 | genesis 32 | sender 32 | nonce 16 | valid from 8 | valid until 8
 *   | payload length 4 | payload | signature 64
 * </pre>
 *
 * <p>The txid is SHA-256 of the bytes without the signature; the Merkle leaf is all bytes (RULES 3). The type is checked
 * by {@link TransactionType}, the signature by {@link #signatureHolds()}.
 */
public final class Transaction {
    /** Length of the random nonce, in bytes (RULES 18). */
    public static final int NONCE_BYTES = 16;

    /** Most bytes of an encoded transaction: one of them is half of the smallest block limit, and no payload of today needs 1 KiB. */
    public static final int MAX_BYTES = 64 * 1024;

    private static final int VERSION = 1;
    private static final int ENVELOPE_BYTES = 1 + 2 + 32 + 32 + NONCE_BYTES + 8 + 8 + 4;

    /** Fewest bytes of an encoded transaction. */
    public static final int MIN_BYTES = ENVELOPE_BYTES + Signature.LENGTH_BYTES;

    private final byte[] bytes;
    private final Hash id;
    private final Hash fullHash;
    private final Hash genesis;
    private final PublicKey sender;
    private final long validFromMillis;
    private final long validUntilMillis;
    private final Payload payload;
    private volatile @Nullable Hash leafHash;
    private volatile boolean markedSigned;

    private Transaction(
            byte[] bytes,
            Hash genesis,
            PublicKey sender,
            long validFromMillis,
            long validUntilMillis,
            Payload payload) {
        this.bytes = bytes;
        this.id = Sha256.ofRange(bytes, 0, bytes.length - Signature.LENGTH_BYTES);
        this.fullHash = Sha256.of(bytes);
        this.genesis = genesis;
        this.sender = sender;
        this.validFromMillis = validFromMillis;
        this.validUntilMillis = validUntilMillis;
        this.payload = payload;
    }

    /** Reads exactly one transaction. Does not verify the signature. */
    public static Transaction decode(byte[] encoded) throws DecodeException {
        if (encoded.length > MAX_BYTES) {
            throw new DecodeException("transaction has " + encoded.length + " bytes, the limit is " + MAX_BYTES);
        }
        byte[] bytes = encoded.clone();
        ByteReader in = new ByteReader(bytes);
        int version = in.u8("transaction version");
        if (version != VERSION) {
            throw new DecodeException("transaction version " + version + " is unknown: a newer Carnet is needed");
        }
        int code = in.u16("transaction type");
        TransactionType type = TransactionType.ofCode(code)
                .orElseThrow(() ->
                        new DecodeException("transaction type " + code + " is unknown: a newer Carnet is needed"));
        Hash genesis = in.hash("genesis");
        PublicKey sender = in.key("sender");
        in.raw("nonce", NONCE_BYTES);
        long validFrom = in.nonNegative("valid from");
        long validUntil = in.nonNegative("valid until");
        ByteReader inner = new ByteReader(in.bytes("payload", MAX_BYTES));
        Payload payload = Payload.read(type, inner);
        inner.end();
        in.signature("signature");
        in.end();
        return new Transaction(bytes, genesis, sender, validFrom, validUntil, payload);
    }

    /**
     * Makes and signs a transaction.
     *
     * @param nonce {@value #NONCE_BYTES} random bytes
     */
    public static Transaction sign(
            Hash genesis,
            SigningKey sender,
            byte[] nonce,
            long validFromMillis,
            long validUntilMillis,
            Payload payload) {
        if (nonce.length != NONCE_BYTES) {
            throw new IllegalArgumentException("a transaction's nonce has " + NONCE_BYTES + " bytes");
        }
        if (validFromMillis < 0 || validUntilMillis < 0) {
            throw new IllegalArgumentException("a transaction's times are not before 1970");
        }
        ByteWriter inner = new ByteWriter();
        payload.write(inner);
        ByteWriter out = new ByteWriter()
                .u8(VERSION)
                .u16(payload.type().code())
                .hash(genesis)
                .key(sender.publicKey())
                .raw(nonce)
                .u64(validFromMillis)
                .u64(validUntilMillis)
                .bytes(inner.toBytes());
        Signature signature = sender.sign(SignatureDomain.TRANSACTION.message(out.toBytes()));
        return new Transaction(
                out.signature(signature).toBytes(),
                genesis,
                sender.publicKey(),
                validFromMillis,
                validUntilMillis,
                payload);
    }

    /** Returns whether the sender signed these bytes. Says nothing of a card in them. Costs one Ed25519 verification. */
    public boolean signatureHolds() {
        int unsigned = bytes.length - Signature.LENGTH_BYTES;
        Signature signature = Signature.of(Arrays.copyOfRange(bytes, unsigned, bytes.length));
        return Ed25519.verify(sender, SignatureDomain.TRANSACTION.message(Arrays.copyOf(bytes, unsigned)), signature);
    }

    /**
     * Notes that these bytes were verified and every signature in them held, a card's too, so that whoever has this very
     * object needs no memory of verdicts, which others could push it out of.
     */
    public void markSigned() {
        if (payload instanceof RegisterMember register) {
            register.card().markSigned();
        }
        markedSigned = true;
    }

    /** Returns whether {@link #markSigned} was called. Costs nothing; no proves nothing. */
    public boolean isMarkedSigned() {
        return markedSigned;
    }

    /** Returns the txid. */
    public Hash id() {
        return id;
    }

    /** Returns SHA-256 of all bytes, the key of the cache of verified signatures (RULES 3). */
    public Hash fullHash() {
        return fullHash;
    }

    /** Returns the Merkle leaf hash, over all bytes. */
    public Hash leafHash() {
        Hash known = leafHash;
        if (known == null) {
            known = MerkleTree.leafHash(bytes);
            leafHash = known;
        }
        return known;
    }

    /** Returns a copy of the bytes as received. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Returns the size of the bytes. */
    public int sizeBytes() {
        return bytes.length;
    }

    /** Returns the network that the transaction is for. */
    public Hash genesis() {
        return genesis;
    }

    /** Returns the key that signed. */
    public PublicKey sender() {
        return sender;
    }

    /** Returns the first moment at which a block may hold it. */
    public long validFromMillis() {
        return validFromMillis;
    }

    /** Returns the last moment at which a block may hold it. */
    public long validUntilMillis() {
        return validUntilMillis;
    }

    /** Returns what it does. */
    public Payload payload() {
        return payload;
    }

    /** Equal when all bytes are, the signature included. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Transaction transaction && fullHash.equals(transaction.fullHash);
    }

    @Override
    public int hashCode() {
        return fullHash.hashCode();
    }

    @Override
    public String toString() {
        return payload.type().words() + " " + id.shortHex();
    }
}
