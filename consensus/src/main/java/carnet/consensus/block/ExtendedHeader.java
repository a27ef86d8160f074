package carnet.consensus.block;

import carnet.consensus.codec.ByteReader;
import carnet.consensus.codec.ByteWriter;
import carnet.consensus.codec.DecodeException;
import carnet.crypto.hash.Hash;
import carnet.crypto.hash.MerkleTree;
import carnet.crypto.sign.Signature;
import carnet.crypto.sign.SignatureDomain;
import java.util.ArrayList;
import java.util.List;

/**
 * What sync moves instead of bare headers (RULES 5): header, seal, the Merkle path of the seal and the miner's detached
 * signature. A bare header shows neither height, target nor miner.
 *
 * <pre>
 *   header 84 | seal 143 | path length 1 | path 32 each | signature 64
 * </pre>
 *
 * @param header the 84 bytes
 * @param seal leaf 0
 * @param path siblings from leaf 0 up to the root
 * @param signature the miner's, over genesis and block hash
 */
public record ExtendedHeader(Header header, Seal seal, List<Hash> path, Signature signature) {
    /** Most siblings a path can have: 2^20 leaves are more than any block holds. */
    public static final int MAX_PATH = 20;

    /** Most bytes of one encoded extended header. */
    public static final int MAX_BYTES =
            Header.LENGTH_BYTES + Seal.LENGTH_BYTES + 1 + MAX_PATH * Hash.LENGTH_BYTES + Signature.LENGTH_BYTES;

    /** Copies the path. */
    public ExtendedHeader {
        path = List.copyOf(path);
    }

    /** Reads one extended header. */
    public static ExtendedHeader read(ByteReader in) throws DecodeException {
        Header header = Header.read(in);
        Seal seal = Seal.read(in);
        int length = in.u8("path length");
        if (length > MAX_PATH) {
            throw new DecodeException("path length is " + length + ", the limit is " + MAX_PATH);
        }
        List<Hash> path = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            path.add(in.hash("path"));
        }
        return new ExtendedHeader(header, seal, path, in.signature("miner signature"));
    }

    /** Writes one extended header. */
    public void write(ByteWriter out) {
        header.write(out);
        seal.write(out);
        out.u8(path.size());
        for (Hash sibling : path) {
            out.hash(sibling);
        }
        out.signature(signature);
    }

    /** Returns the block's hash. */
    public Hash hash() {
        return header.hash();
    }

    /** Returns whether the path leads from the seal to the header's Merkle root and has the length the count asks for. */
    public boolean pathHolds() {
        return path.size() == MerkleTree.pathLengthOfFirst(leafCount())
                && MerkleTree.rootFromFirst(MerkleTree.leafHash(seal.bytes()), path)
                        .equals(header.merkleRoot());
    }

    private int leafCount() {
        return seal.transactionCount() == Integer.MAX_VALUE ? Integer.MAX_VALUE : seal.transactionCount() + 1;
    }

    /** Returns what the miner of a block signs. */
    public static byte[] signedMessage(Hash genesis, Hash blockHash) {
        return SignatureDomain.BLOCK.message(genesis.bytes(), blockHash.bytes());
    }
}
