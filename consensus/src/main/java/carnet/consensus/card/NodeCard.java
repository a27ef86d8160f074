package carnet.consensus.card;

import carnet.consensus.codec.ByteReader;
import carnet.consensus.codec.ByteWriter;
import carnet.consensus.codec.DecodeException;
import carnet.crypto.sign.Ed25519;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.PublicKey;
import carnet.crypto.sign.Signature;
import carnet.crypto.sign.SignatureDomain;
import carnet.crypto.sign.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What a node shows of itself, signed by itself: {@code network create} collects these (RULES 33).
 *
 * <pre>
 *   key 32 | name (length 4, text) | address (length 4, text) | signature 64
 * </pre>
 *
 * @param key the node's Ed25519 key
 * @param name what people call the node: 1 to 32 letters, digits, hyphens, dots
 * @param address "host:port" under which other nodes reach it
 * @param signature over the rest
 */
public record NodeCard(PublicKey key, String name, String address, Signature signature) {
    private static final int MAX_NAME_BYTES = 32;
    private static final int MAX_ADDRESS_BYTES = 261;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,31}");
    private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9._-]+):[0-9]{1,5}");
    private static final byte[] KIND = "node".getBytes(StandardCharsets.US_ASCII);

    /** Refuses a name or an address of another form. */
    public NodeCard {
        requireForm(name, address);
    }

    /** Makes and signs the card of the holder of {@code key}. */
    public static NodeCard sign(SigningKey key, String name, String address) {
        requireForm(name, address);
        return new NodeCard(key.publicKey(), name, address, key.sign(message(key.publicKey(), name, address)));
    }

    /** Reads a card; {@link #signatureHolds()} is the caller's to ask. */
    public static NodeCard read(ByteReader in) throws DecodeException {
        try {
            return new NodeCard(
                    in.key("node key"),
                    in.text("node name", MAX_NAME_BYTES),
                    in.text("node address", MAX_ADDRESS_BYTES),
                    in.signature("card signature"));
        } catch (IllegalArgumentException e) {
            throw new DecodeException("node card: " + e.getMessage());
        }
    }

    /** Writes the card. */
    public void write(ByteWriter out) {
        out.key(key).text(name).text(address).signature(signature);
    }

    /** Returns the node's id. */
    public NodeId id() {
        return NodeId.of(key);
    }

    /** Returns whether the card's key signed it. */
    public boolean signatureHolds() {
        return Ed25519.verify(key, message(key, name, address), signature);
    }

    private static byte[] message(PublicKey key, String name, String address) {
        return SignatureDomain.CARD.message(
                KIND, new ByteWriter().key(key).text(name).text(address).toBytes());
    }

    private static void requireForm(String name, String address) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a node's name is 1 to 32 letters, digits, dots and hyphens");
        }
        if (address.length() > MAX_ADDRESS_BYTES
                || !ADDRESS.matcher(address).matches()
                || portOf(address) < 1
                || portOf(address) > 65_535) {
            throw new IllegalArgumentException("a node's address is host:port with a port from 1 to 65535");
        }
    }

    private static int portOf(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }
}
