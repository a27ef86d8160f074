package carnet.crypto.secfile;

/** What became of opening an age header. */
public sealed interface AgeOpening {
    /** The header is authentic and this is the key of the payload that follows. */
    record Opened(FileKey fileKey) implements AgeOpening {}

    /** No recipient of the file is this key. */
    record NoMatchingKey() implements AgeOpening {}

    /** The file key was found, but the header was altered. */
    record WrongMac() implements AgeOpening {}

    /**
     * The bytes are not an age v1 header.
     *
     * @param reason what is wrong, one clause in plain English
     */
    record Malformed(String reason) implements AgeOpening {}
}
