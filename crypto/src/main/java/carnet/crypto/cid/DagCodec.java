package carnet.crypto.cid;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The canonical dag-pb encoding of a UnixFS file node: all links, then the data. Numbers are unsigned LEB128 varints of
 * the least length; lengths count the bytes that follow.
 *
 * <pre>
 * node  = link* , 0a length data
 * link  = 12 length , 0a 24 child(36) , 12 00 (empty name) , 18 cumulativeBytes
 * data  = 08 02 (a file) , 18 fileBytes of the node , (20 fileBytes of the link)*  in the order of the links
 * </pre>
 *
 * <p>Source: the dag-pb specification of IPLD and the UnixFS specification of IPFS; no inline data, mode or time.
 */
final class DagCodec {
    private static final int MAX_VARINT_BYTES = 7;

    /** Bytes of one link and of its size in the data, at most: tag, length, child, name, two sizes. */
    static final int MAX_LINK_BYTES = 2 + (2 + Cid.LENGTH_BYTES) + 2 + (1 + MAX_VARINT_BYTES) + (1 + MAX_VARINT_BYTES);

    /** Bytes of the data before the links' sizes, at most, with its own tag and length. */
    static final int MAX_DATA_HEAD_BYTES = (1 + MAX_VARINT_BYTES) + 2 + (1 + MAX_VARINT_BYTES);

    private static final int LINK = 0x12;
    private static final int LINK_CHILD = 0x0a;
    private static final int LINK_NAME = 0x12;
    private static final int LINK_CUMULATIVE = 0x18;
    private static final int DATA = 0x0a;
    private static final int DATA_TYPE = 0x08;
    private static final int TYPE_FILE = 2;
    private static final int DATA_FILE_BYTES = 0x18;
    private static final int DATA_LINK_BYTES = 0x20;

    private DagCodec() {}

    static byte[] encode(DagNode node) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.write(DATA_TYPE);
        data.write(TYPE_FILE);
        data.write(DATA_FILE_BYTES);
        writeVarint(data, node.fileBytes());
        for (DagLink link : node.links()) {
            writeLink(out, link);
            data.write(DATA_LINK_BYTES);
            writeVarint(data, link.fileBytes());
        }
        out.write(DATA);
        writeVarint(out, data.size());
        out.writeBytes(data.toByteArray());
        return out.toByteArray();
    }

    private static void writeLink(ByteArrayOutputStream out, DagLink link) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(MAX_LINK_BYTES);
        body.write(LINK_CHILD);
        body.write(Cid.LENGTH_BYTES);
        body.writeBytes(link.child().bytes());
        body.write(LINK_NAME);
        body.write(0);
        body.write(LINK_CUMULATIVE);
        writeVarint(body, link.cumulativeBytes());
        out.write(LINK);
        writeVarint(out, body.size());
        out.writeBytes(body.toByteArray());
    }

    private static void writeVarint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while (rest >= 0x80) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    static DagNode decode(byte[] block) throws MalformedNodeException {
        if (block.length > DagNode.MAX_ENCODED_BYTES) {
            throw new MalformedNodeException("it is longer than any node of 1024 links");
        }
        try {
            return new Input(block).node();
        } catch (IllegalArgumentException e) {
            throw new MalformedNodeException(String.valueOf(e.getMessage()));
        }
    }

    private static final class Input {
        private final byte[] block;
        private int position;

        Input(byte[] block) {
            this.block = block;
        }

        DagNode node() throws MalformedNodeException {
            List<Cid> children = new ArrayList<>();
            List<Long> cumulativeBytes = new ArrayList<>();
            while (position < block.length && block[position] == LINK) {
                if (children.size() == UnixFsProfile.MAX_LINKS) {
                    throw new MalformedNodeException("it has more than 1024 links");
                }
                position++;
                int end = end(varint());
                children.add(child());
                expect(LINK_NAME, "name");
                expect(0, "empty name");
                expect(LINK_CUMULATIVE, "cumulative size");
                cumulativeBytes.add(varint());
                expectEnd(end);
            }
            expect(DATA, "data");
            int end = end(varint());
            expectEnd(end, block.length);
            expect(DATA_TYPE, "type");
            expect(TYPE_FILE, "file type");
            expect(DATA_FILE_BYTES, "file size");
            long fileBytes = varint();
            List<DagLink> links = new ArrayList<>(children.size());
            for (int i = 0; i < children.size(); i++) {
                expect(DATA_LINK_BYTES, "size of each link");
                links.add(new DagLink(children.get(i), cumulativeBytes.get(i), varint()));
            }
            expectEnd(end);
            DagNode node = new DagNode(links);
            if (node.fileBytes() != fileBytes) {
                throw new MalformedNodeException("its file size is not the sum of its links'");
            }
            return node;
        }

        private Cid child() throws MalformedNodeException {
            expect(LINK_CHILD, "child");
            expect(Cid.LENGTH_BYTES, "36-byte child");
            byte[] bytes = new byte[Cid.LENGTH_BYTES];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) next();
            }
            return Cid.of(bytes);
        }

        private long varint() throws MalformedNodeException {
            long value = 0;
            for (int i = 0; i < MAX_VARINT_BYTES; i++) {
                int b = next();
                value |= (long) (b & 0x7f) << (7 * i);
                if (b < 0x80) {
                    if (b == 0 && i > 0) {
                        throw new MalformedNodeException("a number is not written in the fewest bytes");
                    }
                    return value;
                }
            }
            throw new MalformedNodeException("a number is longer than 7 bytes");
        }

        private int end(long length) throws MalformedNodeException {
            if (length > block.length - position) {
                throw new MalformedNodeException("a length goes beyond its end");
            }
            return position + (int) length;
        }

        private void expect(int value, String what) throws MalformedNodeException {
            if (next() != value) {
                throw new MalformedNodeException("byte " + (position - 1) + " should begin the " + what);
            }
        }

        private void expectEnd(int end) throws MalformedNodeException {
            expectEnd(end, position);
        }

        private void expectEnd(int end, int actual) throws MalformedNodeException {
            if (end != actual) {
                throw new MalformedNodeException("a length does not match what it counts");
            }
        }

        private int next() throws MalformedNodeException {
            if (position == block.length) {
                throw new MalformedNodeException("it ends too early");
            }
            return block[position++] & 0xff;
        }
    }
}
