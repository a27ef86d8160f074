package carnet.benchmarks.load;

import carnet.benchmarks.results.Kind;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What may be asked of a run, so that a slip of the hand fills no disk. */
final class Limits {
    /** Files at once. */
    static final int MAX_FILES = 5_000;

    /** Bursts of one point. */
    static final int MAX_REPEATS = 1_000;

    /** Records of a steady stream: they are made ready before. */
    static final int MAX_STREAM = 1_000_000;

    /** Bytes of all files of one round, which five nodes keep on this machine. */
    static final long MAX_BYTES = 20_000_000_000L;

    /** Larger payloads are copied from node to node while they are uploaded, so before a registration's clocks start. */
    static final long MAX_REGISTERED_BYTES = 30_000;

    private Limits() {}

    static int atLeastOne(String option, int value) throws Failure {
        return atMost(option, value, Integer.MAX_VALUE);
    }

    static int atMost(String option, int value, int most) throws Failure {
        if (value < 1) {
            throw new Failure(ExitCode.USAGE, option + " must be at least 1, not " + value);
        }
        requireRoom(option, value, most, 0);
        return value;
    }

    /** Fails when {@code count} is above {@code most}, or so many files of that size are too many bytes. */
    static void requireRoom(String option, long count, long most, long bytesEach) throws Failure {
        if (count > most) {
            throw new Failure(
                    ExitCode.USAGE, option + " may be " + most + " at most, not " + count, "Ask for less at once");
        }
        requireBytes(count, count * bytesEach);
    }

    /** Fails when so many files are too many bytes. */
    static void requireBytes(long files, long bytes) throws Failure {
        if (bytes > MAX_BYTES) {
            throw new Failure(
                    ExitCode.USAGE,
                    files + " files have " + bytes + " bytes, more than " + MAX_BYTES + ", and each node keeps them",
                    "Take fewer or smaller files");
        }
    }

    /** Reads the size of files of a kind. */
    static long size(Kind kind, String text) throws Failure {
        long bytes = Sizes.parse(text);
        if (kind == Kind.REGISTRATION && bytes > MAX_REGISTERED_BYTES) {
            throw new Failure(
                    ExitCode.USAGE,
                    "registrations of " + text + " would flatter P2: payloads above " + MAX_REGISTERED_BYTES
                            + " bytes are copied before the clock starts",
                    "Take --kind text, or a smaller --size");
        }
        return bytes;
    }

    /** Reads a kind. */
    static Kind kind(String text, Kind... allowed) throws Failure {
        List<Kind> kinds = Arrays.asList(allowed);
        for (Kind kind : kinds) {
            if (kind.text().equals(text.toLowerCase(Locale.ROOT))) {
                return kind;
            }
        }
        boolean transaction = text.equalsIgnoreCase(Kind.TRANSACTION.text());
        throw new Failure(
                ExitCode.USAGE,
                transaction ? "bursts of transactions are not measured" : text + " is no kind",
                "Take " + kinds.stream().map(Kind::text).collect(Collectors.joining(", "))
                        + (transaction ? ", or a steady stream: carnet bench sustain --kind transaction" : ""));
    }
}
