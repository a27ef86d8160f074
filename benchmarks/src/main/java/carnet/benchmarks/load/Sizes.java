package carnet.benchmarks.load;

import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads sizes: 500, 10k, 5M; k is 1,000 bytes and M 1,000,000, as in the paper's megabytes. */
final class Sizes {
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})([kKM]?)");
    private static final long MAX_BYTES = 1_000_000_000;

    private Sizes() {}

    static long parse(String text) throws Failure {
        Matcher matcher = SIZE.matcher(text);
        if (matcher.matches()) {
            long unit = matcher.group(2).isEmpty() ? 1 : matcher.group(2).equals("M") ? 1_000_000 : 1_000;
            long bytes = Long.parseLong(matcher.group(1)) * unit;
            if (bytes <= MAX_BYTES) {
                return bytes;
            }
        }
        throw new Failure(ExitCode.USAGE, text + " is no size", "Write bytes as 500, 10k or 5M, at most 1000M");
    }
}
