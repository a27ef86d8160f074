package carnet.crypto.vault;

/** What the seed in a key file is for. */
public enum KeyKind {
    /** The seed of {@link MemberKeys}. */
    MEMBER(1),
    /** The Ed25519 seed of a node: its TLS, mining and voting key. */
    NODE(2);

    private final int code;

    KeyKind(int code) {
        this.code = code;
    }

    /** Returns the byte that stands for this kind in a key file. */
    public int code() {
        return code;
    }
}
