package carnet.node.app;

/** Why a node does not start; the message says what happened and what to do. */
public final class StartFailure extends Exception {
    /** Refused for safety: wrong network, directory in use. */
    public static final int REFUSED = 3;

    /** The network address cannot be used. */
    public static final int NETWORK = 4;

    /** The disk does not do its part. */
    public static final int STORAGE = 5;

    private final int exitCode;

    StartFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    StartFailure(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** Returns the exit code for the process. */
    public int exitCode() {
        return exitCode;
    }
}
