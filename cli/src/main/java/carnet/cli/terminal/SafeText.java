package carnet.cli.terminal;

/**
 * Makes text from files, servers and other people harmless to a terminal: whatever could move the cursor, change colours
 * or reorder the line (control, format, separator and unpaired surrogate characters) is written as {@code \}{@code uXXXX}.
 */
public final class SafeText {
    private SafeText() {}

    /** Returns {@code text} on one line, with every unsafe character written out. */
    public static String of(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (isUnsafe(point)) {
                safe.append(
                        Character.isBmpCodePoint(point)
                                ? String.format("\\u%04x", point)
                                : String.format("\\u{%x}", point));
            } else {
                safe.appendCodePoint(point);
            }
        });
        return safe.toString();
    }

    private static boolean isUnsafe(int point) {
        int type = Character.getType(point);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE;
    }
}
