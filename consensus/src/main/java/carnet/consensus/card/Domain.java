package carnet.consensus.card;

import carnet.consensus.codec.ByteReader;
import carnet.consensus.codec.DecodeException;
import java.util.regex.Pattern;

/**
 * The country or platform that a member belongs to, such as "CN".
 *
 * @param name 2 to 16 upper-case letters, digits and hyphens, beginning with a letter
 */
public record Domain(String name) implements Comparable<Domain> {
    private static final int MAX_BYTES = 16;
    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9-]{1,15}");

    /** Refuses any other name. */
    public Domain {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a domain is 2 to 16 upper-case letters, digits and hyphens, beginning with a letter, such as CN");
        }
    }

    /** Reads a length-prefixed name. */
    public static Domain read(ByteReader in) throws DecodeException {
        try {
            return new Domain(in.text("domain", MAX_BYTES));
        } catch (IllegalArgumentException e) {
            throw new DecodeException("domain: " + e.getMessage());
        }
    }

    @Override
    public int compareTo(Domain other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
