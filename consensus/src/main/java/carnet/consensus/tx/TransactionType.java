package carnet.consensus.tx;

import java.util.Optional;

/** What a transaction does. The numbers are consensus; a retired one is never used again. */
public enum TransactionType {
    /** A registrar registers a member of its domain (RULES 34). */
    REGISTER_MEMBER(1, "register member"),
    /** A member puts a record (RULES 22, 24). */
    PUT_RECORD(2, "put record");

    private final int code;
    private final String words;

    TransactionType(int code, String words) {
        this.code = code;
        this.words = words;
    }

    /** Returns the number on the wire. */
    public int code() {
        return code;
    }

    /** Returns the name for people. */
    public String words() {
        return words;
    }

    /** Returns the type of a number, or nothing for one that this version does not know. */
    public static Optional<TransactionType> ofCode(int code) {
        for (TransactionType type : values()) {
            if (type.code == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
