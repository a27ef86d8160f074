package carnet.node.http;

import carnet.crypto.cid.BlockSource;
import carnet.crypto.cid.Cid;
import carnet.crypto.cid.DagNode;
import carnet.crypto.cid.DagRead;
import carnet.crypto.cid.DagReader;
import carnet.crypto.cid.MalformedNodeException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers with a record's ciphertext: each block is checked before it is sent, and one at a time is in memory. */
final class Payload {
    private final BlockSource blocks;

    Payload(BlockSource blocks) {
        this.blocks = blocks;
    }

    Reply reply(Cid root, HttpHeaders headers) throws Refusal, IOException {
        String tag = "\"" + root + "\"";
        String condition = headers.get(HttpHeaderNames.IF_RANGE);
        boolean sameFile = condition == null || condition.equals(tag);
        long totalBytes = totalBytes(root);
        ByteRange range = ByteRange.of(sameFile ? headers.get(HttpHeaderNames.RANGE) : null, totalBytes);
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("accept-ranges", "bytes");
        answer.put("etag", tag);
        if (range.partial()) {
            answer.put("content-range", range.contentRange(totalBytes));
        }
        DagReader reader = new DagReader(root, blocks, range.first());
        byte[] first = first(reader, range.lengthBytes());
        return new Reply.Streamed(
                range.partial() ? 206 : 200,
                range.lengthBytes(),
                answer,
                new Leaves(reader, range.lengthBytes(), first));
    }

    private long totalBytes(Cid root) throws Refusal, IOException {
        byte[] block = blocks.get(root);
        if (block == null || !root.matches(block)) {
            throw notHeld();
        }
        try {
            return root.codec() == Cid.Codec.RAW
                    ? block.length
                    : DagNode.decode(block).fileBytes();
        } catch (MalformedNodeException e) {
            throw malformed(e.getMessage());
        }
    }

    private static byte @Nullable [] first(DagReader reader, long lengthBytes) throws Refusal, IOException {
        if (lengthBytes == 0) {
            return null;
        }
        DagRead read = reader.next();
        if (read instanceof DagRead.Leaf leaf) {
            return leaf.bytes();
        } else if (read instanceof DagRead.Malformed malformed) {
            throw malformed(malformed.reason());
        }
        throw notHeld();
    }

    private static Refusal notHeld() {
        return Refusal.notHeldHere("the whole payload of this record");
    }

    private static Refusal malformed(@Nullable String reason) {
        return new Refusal(
                422,
                "MALFORMED_PAYLOAD",
                "The payload of this record is no lawful tree of blocks: " + reason
                        + ". No node can serve it; its owner must put the file again.");
    }

    /** The bytes of the leaves, cut to a length. */
    private static final class Leaves implements Reply.Pieces {
        private final DagReader reader;
        private long leftBytes;
        private byte @Nullable [] ready;

        Leaves(DagReader reader, long leftBytes, byte @Nullable [] first) {
            this.reader = reader;
            this.leftBytes = leftBytes;
            this.ready = first;
        }

        @Override
        public byte @Nullable [] next() throws IOException {
            if (leftBytes == 0) {
                return null;
            }
            byte[] bytes = ready == null ? read() : ready;
            ready = null;
            int length = (int) Math.min(bytes.length, leftBytes);
            leftBytes -= length;
            return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
        }

        private byte[] read() throws IOException {
            DagRead read = reader.next();
            if (read instanceof DagRead.Leaf leaf) {
                return leaf.bytes();
            }
            throw new IOException("the payload cannot be read on: " + read);
        }
    }
}
