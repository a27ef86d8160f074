package carnet.node.sim;

import carnet.consensus.tx.RecordContent;
import carnet.crypto.cid.Cid;
import carnet.crypto.cid.DagBuilder;
import carnet.crypto.cid.UnixFsProfile;
import carnet.crypto.hash.Hash;
import carnet.crypto.hash.Sha256;
import carnet.node.wire.Parcel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A record's content as a client uploads it.
 *
 * @param payload root of the payload's tree
 * @param keyBox one small block
 * @param blocks the payload's blocks and the key box
 * @param sizeClass the payload has at most 2^k bytes
 * @param sha256 of the payload
 */
record RecordFile(Cid payload, Cid keyBox, List<Chunk> blocks, int sizeClass, Hash sha256) {
    private static final int LARGEST_BYTES = 600 * 1024;
    private static final int KEY_BOX_BYTES = 200;

    /** A block with its name. */
    record Chunk(Cid cid, byte[] bytes) {}

    RecordContent content() {
        return new RecordContent(payload, keyBox);
    }

    /** Draws content: mostly one small block, sometimes a tree of a few. */
    static RecordFile draw(Dice dice) {
        return ofSize((int) (dice.chance(0.1) ? dice.between(0, LARGEST_BYTES) : dice.between(0, 8_000)), dice);
    }

    /** Draws content of this many bytes. */
    static RecordFile ofSize(int sizeBytes, Dice dice) {
        byte[] payload = dice.bytes(sizeBytes);
        List<Chunk> blocks = new ArrayList<>();
        try {
            DagBuilder builder =
                    new DagBuilder(UnixFsProfile.KUBO_DEFAULT, (cid, bytes) -> blocks.add(new Chunk(cid, bytes)));
            builder.write(payload, 0, payload.length);
            Cid root = builder.finish();
            Chunk box = drawBox(dice);
            blocks.add(box);
            int sizeClass = payload.length <= 1 ? 0 : 32 - Integer.numberOfLeadingZeros(payload.length - 1);
            return new RecordFile(root, box.cid(), blocks, sizeClass, Sha256.of(payload));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the same payload with another key box. */
    RecordFile withOtherKeyBox(Dice dice) {
        List<Chunk> others = new ArrayList<>(blocks);
        others.removeIf(chunk -> chunk.cid().equals(keyBox));
        Chunk box = drawBox(dice);
        others.add(box);
        return new RecordFile(payload, box.cid(), others, sizeClass, sha256);
    }

    /** Returns a block that travels with its record's transaction, or nothing where it is too large for that. */
    byte[] small(Cid cid) {
        for (Chunk block : blocks) {
            if (block.cid().equals(cid)
                    && cid.codec() == Cid.Codec.RAW
                    && block.bytes().length <= Parcel.MAX_CHUNK_BYTES) {
                return block.bytes();
            }
        }
        return new byte[0];
    }

    private static Chunk drawBox(Dice dice) {
        byte[] box = dice.bytes(KEY_BOX_BYTES);
        return new Chunk(Cid.ofRaw(box), box);
    }
}
