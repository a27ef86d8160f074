package carnet.node.sim;

import carnet.crypto.hash.Hash;
import carnet.crypto.hash.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One hash over everything that happens in a run: two runs of one seed are the same run when it is equal. */
final class Trace {
    private final MessageDigest digest = Sha256.newDigest();
    private final @Nullable Consumer<String> lines;
    private final Timeline timeline;

    /** Hashes, and writes a line for everything when {@code lines} is given. */
    Trace(Timeline timeline, @Nullable Consumer<String> lines) {
        this.timeline = timeline;
        this.lines = lines;
    }

    /** Takes note of something that happened at a node. */
    void add(int node, String what, byte[] bytes, Supplier<String> words) {
        digest.update(ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                .putLong(timeline.nowMillis())
                .putInt(node)
                .flip());
        digest.update(what.getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
        if (lines != null) {
            lines.accept(timeline.nowMillis() + " " + (char) ('A' + node) + " " + what + " " + words.get());
        }
    }

    /** Takes note of something that words say in full. */
    void add(int node, String what, String words) {
        add(node, what, words.getBytes(StandardCharsets.UTF_8), () -> words);
    }

    /** Returns the hash and ends the trace. */
    Hash end() {
        return Hash.of(digest.digest());
    }
}
