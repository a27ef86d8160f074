package carnet.crypto.secfile;

import java.util.Base64;
import java.util.List;

/**
 * One recipient's part of an age header: {@code -> } and the arguments, then the body in unpadded base64 in lines of 64
 * columns, of which the last is shorter and may be empty.
 *
 * @param arguments the first is the type
 * @param body the decoded bytes
 */
record AgeStanza(List<String> arguments, byte[] body) {
    static final String START = "-> ";
    static final int COLUMNS = 64;

    private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();

    /** Reads the stanza whose first line is {@code lines.get(from)}. */
    static AgeStanza parse(List<String> lines, int from) throws MalformedHeaderException {
        List<String> arguments =
                List.of(lines.get(from).substring(START.length()).split(" ", -1));
        for (String argument : arguments) {
            if (argument.isEmpty() || !argument.chars().allMatch(c -> c > ' ' && c <= '~')) {
                throw new MalformedHeaderException("a recipient line has an empty or unprintable argument");
            }
        }
        StringBuilder body = new StringBuilder();
        for (int i = from + 1; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.length() > COLUMNS) {
                throw new MalformedHeaderException("a recipient's body has a line of over 64 columns");
            }
            body.append(line);
            if (line.length() < COLUMNS) {
                return new AgeStanza(arguments, decode(body.toString()));
            }
        }
        throw new MalformedHeaderException("a recipient's body has no end");
    }

    /** Returns how many lines {@link #text} has. */
    int lineCount() {
        return 2 + encode(body).length() / COLUMNS;
    }

    /** Returns the lines, each with its line feed. */
    String text() {
        StringBuilder text =
                new StringBuilder(START).append(String.join(" ", arguments)).append('\n');
        String encoded = encode(body);
        for (int from = 0; from <= encoded.length(); from += COLUMNS) {
            text.append(encoded, from, Math.min(from + COLUMNS, encoded.length()))
                    .append('\n');
        }
        return text.toString();
    }

    static String encode(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }

    /** Reads unpadded base64 in its one canonical writing. */
    static byte[] decode(String text) throws MalformedHeaderException {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (encode(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw new MalformedHeaderException("it has text that is not base64");
        }
        throw new MalformedHeaderException("it has base64 that is padded or not canonical");
    }
}
