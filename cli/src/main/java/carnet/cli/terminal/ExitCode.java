package carnet.cli.terminal;

/** What a command's exit status tells a script. */
public enum ExitCode {
    /** Done. */
    OK(0),
    /** A check failed, or one of several files did. */
    FAILED(1),
    /** The command line or a settings file makes no sense, or a file that it names does not exist. */
    USAGE(2),
    /** Refused for safety: a wrong passphrase, or something would be overwritten, exposed or mixed up. */
    REFUSED(3),
    /** The node cannot be reached, or asks to try again later. */
    NETWORK(4),
    /** A file or disk cannot be read or written. */
    STORAGE(5),
    /** It was accepted, but what the command was to wait for did not come in time. */
    LATE(6);

    private final int status;

    ExitCode(int status) {
        this.status = status;
    }

    /** Returns the code of an exit status that {@link #status} gave. */
    public static ExitCode ofStatus(int status) {
        return values()[status];
    }

    /** Returns the process exit status. */
    public int status() {
        return status;
    }
}
