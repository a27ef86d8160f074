package carnet.node.model;

/** The model refuses a block or a transaction. */
public final class Illegal extends Exception {
    private static final long serialVersionUID = 1;

    Illegal(String why) {
        super(why);
    }
}
