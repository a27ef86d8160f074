package carnet.benchmarks.results;

/** What was put. Ciphertext is ciphertext: text and multimedia differ in size and media type only. */
public enum Kind {
    /** A signed transaction that names no content: a member's registration. */
    TRANSACTION("transaction"),
    /** The signed transaction and key box alone; the payload lay at the node before the clock started. */
    REGISTRATION("registration"),
    /** A text file. */
    TEXT("text"),
    /** A video file. */
    MULTIMEDIA("multimedia");

    private final String text;

    Kind(String text) {
        this.text = text;
    }

    /** Returns whether files move while the clocks run. */
    public boolean movesContent() {
        return this == TEXT || this == MULTIMEDIA;
    }

    /** Returns the word for people. */
    public String text() {
        return text;
    }
}
