package carnet.crypto.cid;

/**
 * How a file is cut into leaves and its tree is laid out (SPEC, "Content identifiers"). A record names its profile, since
 * the same bytes have another root under each. Both are balanced, with version 1 identifiers and raw leaves.
 */
public enum UnixFsProfile {
    /** What {@code ipfs add --cid-version=1 --raw-leaves} gives. The default: small leaves spread better in a swarm. */
    KUBO_DEFAULT(1, 256 * 1024, 174),
    /** The profile {@code unixfs-v1-2025} of IPIP-499. */
    UNIXFS_V1_2025(2, 1024 * 1024, 1024);

    /** Longest file in bytes (16 TiB): far above any record, and it keeps every tree within {@link #MAX_DEPTH}. */
    public static final long MAX_FILE_BYTES = 1L << 44;

    /** Most levels of inner nodes above the leaves: what 16 TiB need with 174 links of 256 KiB. */
    public static final int MAX_DEPTH = 4;

    /** Most links of one inner node, of any profile. */
    public static final int MAX_LINKS = 1024;

    /** Longest leaf in bytes, of any profile. An inner node of {@link #MAX_LINKS} links is shorter. */
    public static final int MAX_BLOCK_BYTES = 1024 * 1024;

    /** Links beyond the leaves that any lawful tree may have: inner nodes and what rounding leaves. */
    private static final long SPARE_LINKS = 1_024;

    private final int code;
    private final int leafBytes;
    private final int links;

    UnixFsProfile(int code, int leafBytes, int links) {
        this.code = code;
        this.leafBytes = leafBytes;
        this.links = links;
    }

    /**
     * Returns the profile of a record's code.
     *
     * @throws IllegalArgumentException for a code that stands for none
     */
    public static UnixFsProfile ofCode(int code) {
        for (UnixFsProfile profile : values()) {
            if (profile.code == code) {
                return profile;
            }
        }
        throw new IllegalArgumentException("no file layout profile has the code " + code);
    }

    /**
     * Returns the most links that the tree of a file of so many bytes may have, for everybody who walks one: a small tree
     * can name the same block a billion times. Twice the leaves of the smallest kind, and some.
     */
    public static long mostLinks(long fileBytes) {
        return 2 * (fileBytes / KUBO_DEFAULT.leafBytes + 1) + SPARE_LINKS;
    }

    /** Returns the number that stands for this profile in a record. */
    public int code() {
        return code;
    }

    /** Returns the length of every leaf but the last, in bytes. */
    public int leafBytes() {
        return leafBytes;
    }

    /** Returns the most links that an inner node of this profile has. */
    public int links() {
        return links;
    }
}
