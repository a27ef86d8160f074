package carnet.crypto.record;

import java.util.Locale;
import java.util.Optional;

/** The class under which a folder lists a record and the policy list lets it pass: the paper's Pic, Video, Text. */
public enum RecordClass {
    /** Photographs, scans and drawings. */
    PICTURE(1),
    /** Moving pictures. */
    VIDEO(2),
    /** Documents: what people read, whatever its format. */
    TEXT(3),
    /** Everything else. */
    OTHER(4);

    private final int code;

    RecordClass(int code) {
        this.code = code;
    }

    /** Returns the number that stands for this class on the chain. */
    public int code() {
        return code;
    }

    /** Returns the class with that number, if there is one. */
    public static Optional<RecordClass> ofCode(int code) {
        return code >= 1 && code <= values().length ? Optional.of(values()[code - 1]) : Optional.empty();
    }

    /** Guesses by a media type such as {@code image/png}; the owner may choose another class. */
    public static RecordClass guess(String mediaType) {
        String type = mediaType.toLowerCase(Locale.ROOT);
        if (type.startsWith("image/")) {
            return PICTURE;
        }
        if (type.startsWith("video/")) {
            return VIDEO;
        }
        boolean document = type.startsWith("text/")
                || type.startsWith("application/pdf")
                || type.startsWith("application/json")
                || type.startsWith("application/xml")
                || type.endsWith("+xml")
                || type.endsWith("+json")
                || type.startsWith("application/msword")
                || type.startsWith("application/rtf")
                || type.startsWith("application/vnd.openxmlformats-officedocument.")
                || type.startsWith("application/vnd.oasis.opendocument.");
        return document ? TEXT : OTHER;
    }
}
