package carnet.consensus.card;

import carnet.consensus.codec.DecodeException;

/** What a member may do besides putting records. The numbers are consensus. */
public enum MemberRole {
    /** A company or office that puts records. */
    MEMBER(1),
    /** Registers the members of its domain. */
    REGISTRAR(2);

    private final int code;

    MemberRole(int code) {
        this.code = code;
    }

    /** Returns the number on the wire. */
    public int code() {
        return code;
    }

    /** Returns the role of a number. */
    public static MemberRole ofCode(int code) throws DecodeException {
        for (MemberRole role : values()) {
            if (role.code == code) {
                return role;
            }
        }
        throw new DecodeException("role " + code + " is unknown");
    }
}
