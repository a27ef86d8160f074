package carnet.node.sim;

/** Ends a simulated process in the middle of what it does. */
final class PowerCut extends RuntimeException {
    private static final long serialVersionUID = 1;

    PowerCut(KillPoint at) {
        super("power cut " + at, null, false, false);
    }
}
