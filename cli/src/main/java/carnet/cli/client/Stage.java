package carnet.cli.client;

/** How far a record has come, as far as one can wait for it. */
public enum Stage {
    /** One node holds it durably and signed for it. */
    ACCEPTED("accepted"),
    /** All nodes that should hold it do. */
    REPLICATED("replicated"),
    /** A block holds its transaction. */
    IN_BLOCK("in block");

    private final String words;

    Stage(String words) {
        this.words = words;
    }

    /** Returns its name for people. */
    public String words() {
        return words;
    }
}
