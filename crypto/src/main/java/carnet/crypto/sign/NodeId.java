package carnet.crypto.sign;

import carnet.crypto.hash.Base58;
import carnet.crypto.hash.Hash;

/**
 * A node's name: the base58btc text of the SHA-256 multihash (0x12, 0x20, digest) of its public key, which begins with
 * "Qm" as in the paper's section 4.2.2.
 *
 * @param digest SHA-256 of the node's 32-byte Ed25519 public key
 */
public record NodeId(Hash digest) implements Comparable<NodeId> {
    private static final int MULTIHASH_SHA2_256 = 0x12;
    private static final int MULTIHASH_BYTES = 2 + Hash.LENGTH_BYTES;

    /** Returns the id of the node that holds {@code key}. */
    public static NodeId of(PublicKey key) {
        return new NodeId(key.fingerprint());
    }

    /**
     * Reads the "Qm..." text.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static NodeId parse(String text) {
        byte[] bytes = Base58.decode(text);
        if (bytes.length != MULTIHASH_BYTES || bytes[0] != MULTIHASH_SHA2_256 || bytes[1] != Hash.LENGTH_BYTES) {
            throw new IllegalArgumentException("a node id begins with Qm and has 46 characters");
        }
        byte[] digest = new byte[Hash.LENGTH_BYTES];
        System.arraycopy(bytes, 2, digest, 0, digest.length);
        return new NodeId(Hash.of(digest));
    }

    /** Returns the last six characters: what tells nodes apart on a screen. */
    public String shortText() {
        String text = toString();
        return "…" + text.substring(text.length() - 6);
    }

    @Override
    public int compareTo(NodeId other) {
        return digest.compareTo(other.digest);
    }

    @Override
    public String toString() {
        byte[] multihash = new byte[MULTIHASH_BYTES];
        multihash[0] = MULTIHASH_SHA2_256;
        multihash[1] = Hash.LENGTH_BYTES;
        digest.copyTo(multihash, 2);
        return Base58.encode(multihash);
    }
}
