package carnet.benchmarks.results;

/** The moments of a record that are measured, each from the same start and never one for another. */
public enum Clock {
    /** P1: durable at one node, which signed for it. */
    ACCEPTED("P1 accepted"),
    /** P2: two nodes hold it, verified and flushed. */
    REPLICATED_2("P2 held by 2"),
    /** P2: three nodes hold it. */
    REPLICATED_3("P2 held by 3"),
    /** P2: all nodes hold it. */
    REPLICATED_ALL("P2 held by all"),
    /** P3: in a block on all nodes. It stands for P4, final, as long as there are no votes. */
    IN_BLOCK("P3 in a block on all"),
    /** P5: read back and decrypted at a node that did not take the upload; from the request. */
    READ("P5 read");

    private final String text;

    Clock(String text) {
        this.text = text;
    }

    /** Returns the words for people. */
    public String text() {
        return text;
    }
}
