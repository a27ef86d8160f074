package carnet.node.service;

import carnet.crypto.cid.UnixFsProfile;
import carnet.crypto.record.RecordClass;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Words for what a record's numbers mean. */
final class RecordText {
    private RecordText() {}

    static String profile(int code) {
        return switch (UnixFsProfile.ofCode(code)) {
            case KUBO_DEFAULT -> "kubo-default";
            case UNIXFS_V1_2025 -> "unixfs-v1-2025";
        };
    }

    static String recordClass(int code) {
        return RecordClass.ofCode(code).map(Enum::name).orElse("unknown").toLowerCase(Locale.ROOT);
    }

    /** Returns what is waited for, or null when nothing is. */
    static @Nullable String reason(String state, boolean held, int replicas, int nodes) {
        if (!held) {
            return "This node fetches the record from others.";
        }
        if (replicas < nodes) {
            return replicas + " of " + nodes + " nodes are known to hold it.";
        }
        return state.equals("accepted") ? "It waits for a block." : null;
    }
}
