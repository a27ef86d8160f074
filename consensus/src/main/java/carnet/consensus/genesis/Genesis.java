package carnet.consensus.genesis;

import carnet.consensus.block.BlockMeta;
import carnet.consensus.block.Header;
import carnet.consensus.block.Seal;
import carnet.consensus.card.MemberCard;
import carnet.consensus.card.NodeCard;
import carnet.consensus.codec.ByteReader;
import carnet.consensus.codec.ByteWriter;
import carnet.consensus.codec.DecodeException;
import carnet.consensus.ledger.Delta;
import carnet.consensus.ledger.StateHash;
import carnet.consensus.policy.Policy;
import carnet.crypto.hash.Hash;
import carnet.crypto.hash.MerkleTree;
import carnet.crypto.sign.NodeId;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The file that makes a network: its name, the time of block 0 and the first policy list. It is copied to every host.
 *
 * <pre>
 *   "CARNETGENESIS1\n" 15 | name (length 4, text) | time 8 | policy list
 * </pre>
 *
 * Block 0 has two leaves, its seal and the bytes of this file, so its hash, the genesis hash, commits to every byte.
 *
 * @param name what people call the network: 1 to 64 printable ASCII characters
 * @param timestampMillis time of block 0
 * @param policy the first policy list
 */
public record Genesis(String name, long timestampMillis, Policy policy) {
    /** Most bytes of a genesis file: the most nodes, registrars and admins fit. */
    public static final int MAX_BYTES = 128 * 1024;

    private static final byte[] MAGIC = "CARNETGENESIS1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_NAME_CHARS = 64;

    /** End of the year 9999: sums of times and delays stay far from the end of 64 bits. */
    private static final long MAX_TIMESTAMP_MILLIS = 253_402_300_799_999L;

    private static final NodeId NOBODY = new NodeId(Hash.ZERO);

    /** Refuses a name of another form, a time before 1970 or after 9999, a card whose signature is not its key's. */
    public Genesis {
        if (name.isBlank() || name.length() > MAX_NAME_CHARS || !name.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new IllegalArgumentException("a network's name is 1 to 64 printable ASCII characters");
        }
        if (timestampMillis < 0 || timestampMillis > MAX_TIMESTAMP_MILLIS) {
            throw new IllegalArgumentException("the genesis time is before 1970 or after 9999");
        }
        for (NodeCard card : policy.miners()) {
            if (!card.signatureHolds()) {
                throw new IllegalArgumentException("the card of node " + card.name() + " is not signed by its key");
            }
        }
        for (MemberCard card : policy.registrars()) {
            if (!card.signatureHolds()) {
                throw new IllegalArgumentException("the card of registrar " + card.key() + " is not signed by its key");
            }
        }
    }

    /** Reads a whole genesis file. */
    public static Genesis decode(byte[] bytes) throws DecodeException {
        if (bytes.length > MAX_BYTES) {
            throw new DecodeException("genesis file has " + bytes.length + " bytes, the limit is " + MAX_BYTES);
        }
        ByteReader in = new ByteReader(bytes);
        if (!Arrays.equals(in.raw("magic", MAGIC.length), MAGIC)) {
            throw new DecodeException("this is no Carnet genesis file");
        }
        String name = in.text("network name", MAX_NAME_CHARS);
        long timestamp = in.nonNegative("genesis time");
        Policy policy = Policy.read(in);
        in.end();
        try {
            return new Genesis(name, timestamp, policy);
        } catch (IllegalArgumentException e) {
            throw new DecodeException("genesis: " + e.getMessage());
        }
    }

    /** Returns the bytes of the file. */
    public byte[] bytes() {
        ByteWriter out = new ByteWriter().raw(MAGIC).text(name).u64(timestampMillis);
        policy.write(out);
        return out.toBytes();
    }

    /** Returns block 0's seal. */
    public Seal seal() {
        return new Seal(Hash.ZERO, 0, NOBODY, 0, policy.parameters().target(), 1, Hash.ZERO);
    }

    /** Returns block 0's header. Block 0 is not mined: its nonce is 0 and its hash meets no target. */
    public Header header() {
        Hash root = MerkleTree.root(List.of(MerkleTree.leafHash(seal().bytes()), MerkleTree.leafHash(bytes())));
        return new Header(timestampMillis, root, Header.VERSION, Hash.ZERO, 0);
    }

    /** Returns the genesis hash, the network's identity: the hash of block 0. */
    public Hash hash() {
        return header().hash();
    }

    /** Returns the ledger that block 0 leaves behind: the policy list and the registrars as members. */
    public Delta state() {
        return GenesisState.of(policy);
    }

    /** Returns block 0 as an executed block. */
    public BlockMeta meta() {
        return new BlockMeta(
                hash(), Hash.ZERO, 0, timestampMillis, NOBODY, 0, BigInteger.ZERO, StateHash.next(Hash.ZERO, state()));
    }
}
