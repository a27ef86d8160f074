package carnet.crypto.record;

/** What became of opening the owner slot of a {@link KeyBox}. */
public sealed interface OwnerOpening {
    /** The slot is the owner's, and its content is what the HashID commits to. */
    record Opened(OwnerSecrets secrets) implements OwnerOpening {}

    /** The box has no owner slot. */
    record NoOwnerSlot() implements OwnerOpening {}

    /** The slot was sealed to another key or for another record, or was altered: these cannot be told apart. */
    record NotForThisKey() implements OwnerOpening {}

    /**
     * The slot opened but cannot be used: its writer was faulty.
     *
     * @param reason what is wrong, one clause in plain English
     */
    record Unusable(String reason) implements OwnerOpening {}
}
