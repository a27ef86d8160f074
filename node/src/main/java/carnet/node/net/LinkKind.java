package carnet.node.net;

import org.jspecify.annotations.Nullable;

/** The two connections between a pair of nodes: bulk never waits before consensus on the same wire. */
enum LinkKind {
    /** Consensus frames and addresses. */
    CONTROL(1, NetLimits.CONTROL_FRAME_MAX_BYTES),
    /** Chunks. */
    BULK(2, NetLimits.BULK_FRAME_MAX_BYTES);

    private final int code;
    private final int frameMaxBytes;

    LinkKind(int code, int frameMaxBytes) {
        this.code = code;
        this.frameMaxBytes = frameMaxBytes;
    }

    int code() {
        return code;
    }

    int frameMaxBytes() {
        return frameMaxBytes;
    }

    static @Nullable LinkKind ofCode(int code) {
        return code == CONTROL.code ? CONTROL : code == BULK.code ? BULK : null;
    }
}
