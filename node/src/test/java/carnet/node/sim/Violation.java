package carnet.node.sim;

/** Something that must hold did not. */
public final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String invariant;

    Violation(String invariant, String detail) {
        super(invariant + ": " + detail);
        this.invariant = invariant;
    }

    /** Returns the name of what did not hold. */
    public String invariant() {
        return invariant;
    }
}
