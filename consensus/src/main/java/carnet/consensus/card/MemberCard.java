package carnet.consensus.card;

import carnet.consensus.codec.ByteReader;
import carnet.consensus.codec.ByteWriter;
import carnet.consensus.codec.DecodeException;
import carnet.crypto.sign.Ed25519;
import carnet.crypto.sign.PublicKey;
import carnet.crypto.sign.Signature;
import carnet.crypto.sign.SignatureDomain;
import carnet.crypto.sign.SigningKey;
import carnet.crypto.vault.SealingPublicKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What a member shows of itself: its keys, domain and wished role, signed by itself (RULES 34).
 *
 * <pre>
 *   key 32 | sealing key 32 | domain (length 4, text) | role 1 | signature 64
 * </pre>
 */
public final class MemberCard {
    /** Length of an X25519 public key, in bytes. */
    public static final int SEALING_KEY_BYTES = SealingPublicKey.LENGTH_BYTES;

    private static final byte[] KIND = "member".getBytes(StandardCharsets.US_ASCII);

    private final PublicKey key;
    private final byte[] sealingKey;
    private final Domain domain;
    private final MemberRole role;
    private final Signature signature;
    private volatile boolean markedSigned;

    private MemberCard(PublicKey key, byte[] sealingKey, Domain domain, MemberRole role, Signature signature) {
        this.key = key;
        this.sealingKey = sealingKey;
        this.domain = domain;
        this.role = role;
        this.signature = signature;
    }

    /**
     * Makes and signs the card of the holder of {@code key}.
     *
     * @param sealingKey an X25519 public key
     * @throws IllegalArgumentException for one that {@link SealingPublicKey} refuses
     */
    public static MemberCard sign(SigningKey key, byte[] sealingKey, Domain domain, MemberRole role) {
        byte[] copy = SealingPublicKey.of(sealingKey).bytes();
        Signature signature = key.sign(message(key.publicKey(), copy, domain, role));
        return new MemberCard(key.publicKey(), copy, domain, role, signature);
    }

    /** Reads a card; {@link #signatureHolds()} is the caller's to ask. */
    public static MemberCard read(ByteReader in) throws DecodeException {
        PublicKey key = in.key("member key");
        byte[] sealingKey = readSealingKey(in);
        Domain domain = Domain.read(in);
        MemberRole role = MemberRole.ofCode(in.u8("role"));
        return new MemberCard(key, sealingKey, domain, role, in.signature("card signature"));
    }

    /** Writes the card. */
    public void write(ByteWriter out) {
        writeBody(out, key, sealingKey, domain, role);
        out.signature(signature);
    }

    /** Returns whether the card's key signed it. Costs one Ed25519 verification, until the answer was yes. */
    public boolean signatureHolds() {
        if (!markedSigned) {
            markedSigned = Ed25519.verify(key, message(key, sealingKey, domain, role), signature);
        }
        return markedSigned;
    }

    /** Notes that these bytes were verified and the signature held. */
    public void markSigned() {
        markedSigned = true;
    }

    /** Returns whether it is known that the key signed. Costs nothing; no proves nothing. */
    public boolean isMarkedSigned() {
        return markedSigned;
    }

    /** Returns the member's first key, its name for ever. */
    public PublicKey key() {
        return key;
    }

    /** Returns a copy of the X25519 key that secrets for the member are sealed to. */
    public byte[] sealingKey() {
        return sealingKey.clone();
    }

    /** Returns the sealing key in hexadecimal. */
    public String sealingKeyHex() {
        return HexFormat.of().formatHex(sealingKey);
    }

    /** Returns the member's domain. */
    public Domain domain() {
        return domain;
    }

    /** Returns the member's role. */
    public MemberRole role() {
        return role;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MemberCard card
                && key.equals(card.key)
                && Arrays.equals(sealingKey, card.sealingKey)
                && domain.equals(card.domain)
                && role == card.role
                && signature.equals(card.signature);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public String toString() {
        return role + " " + key + " of " + domain;
    }

    private static byte[] readSealingKey(ByteReader in) throws DecodeException {
        try {
            return SealingPublicKey.of(in.raw("sealing key", SEALING_KEY_BYTES)).bytes();
        } catch (IllegalArgumentException e) {
            throw new DecodeException("sealing key: " + e.getMessage());
        }
    }

    private static byte[] message(PublicKey key, byte[] sealingKey, Domain domain, MemberRole role) {
        ByteWriter body = new ByteWriter();
        writeBody(body, key, sealingKey, domain, role);
        return SignatureDomain.CARD.message(KIND, body.toBytes());
    }

    private static void writeBody(ByteWriter out, PublicKey key, byte[] sealingKey, Domain domain, MemberRole role) {
        out.key(key).raw(sealingKey).text(domain.name()).u8(role.code());
    }
}
