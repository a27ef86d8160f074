package carnet.cli.terminal;

/** Ends a command with one line for people: what happened and why, then what to do. */
public final class Failure extends Exception {
    private static final long serialVersionUID = 1;

    private final ExitCode exitCode;

    /**
     * Makes the line {@code cause. remedy}.
     *
     * @param cause what happened and why, a sentence without its full stop
     * @param remedy what to do
     */
    public Failure(ExitCode exitCode, String cause, String remedy) {
        this(exitCode, cause + ". " + remedy);
    }

    /** Takes a line that says both already, such as a node's own words. */
    public Failure(ExitCode exitCode, String line) {
        super(line);
        this.exitCode = exitCode;
    }

    /** Returns what the process ends with. */
    public ExitCode exitCode() {
        return exitCode;
    }

    /** Returns the line without the "carnet: " in front. */
    public String line() {
        return String.valueOf(getMessage());
    }
}
