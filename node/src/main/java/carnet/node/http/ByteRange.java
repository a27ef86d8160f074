package carnet.node.http;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of a body that is sent (RFC 9110, section 14).
 *
 * @param first offset of the first byte
 * @param lengthBytes how many bytes
 * @param partial whether a range was asked for
 */
record ByteRange(long first, long lengthBytes, boolean partial) {
    private static final Pattern ONE_RANGE = Pattern.compile("bytes=([0-9]{1,18})-([0-9]{1,18})?");

    /**
     * Reads a Range header. Only "bytes=N-" and "bytes=N-M" are known; all else is ignored, as the RFC allows.
     *
     * @throws Refusal when the range begins at or beyond the end
     */
    static ByteRange of(@Nullable String header, long totalBytes) throws Refusal {
        Matcher range = ONE_RANGE.matcher(header == null ? "" : header);
        if (!range.matches()) {
            return new ByteRange(0, totalBytes, false);
        }
        long first = Long.parseLong(range.group(1));
        String end = range.group(2);
        long last = end == null ? Long.MAX_VALUE : Long.parseLong(end);
        if (last < first) {
            return new ByteRange(0, totalBytes, false);
        }
        if (first >= totalBytes) {
            throw new Refusal(
                    416,
                    "RANGE_NOT_SATISFIABLE",
                    "The payload has " + totalBytes + " bytes, and the range begins beyond them.",
                    "Range",
                    Map.of("content-range", "bytes */" + totalBytes));
        }
        return new ByteRange(first, Math.min(last, totalBytes - 1) - first + 1, true);
    }

    /** Returns the value of Content-Range. */
    String contentRange(long totalBytes) {
        return "bytes " + first + "-" + (first + lengthBytes - 1) + "/" + totalBytes;
    }
}
