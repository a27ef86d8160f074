package carnet.consensus.ledger;

/**
 * Why a transaction may not be in a block. The name is the code that callers see; the text says what to do.
 */
public enum TransactionRefusal {
    /** Signed for another network. */
    WRONG_NETWORK("The transaction was signed for another network. Use the genesis file of this one."),
    /** The validity window is empty or longer than the policy allows. */
    BAD_WINDOW("The transaction's validity window is empty or longer than the policy allows."),
    /** Before the validity window. */
    NOT_YET_VALID("The transaction is not valid yet. Check the clock of the machine that signed it."),
    /** After the validity window. */
    EXPIRED("The transaction's validity window is over. Submit it anew."),
    /** The signature is not the sender's. */
    BAD_SIGNATURE("The transaction's signature is not its sender's."),
    /** Executed before. */
    ALREADY_EXECUTED("The transaction is in the chain already."),
    /** The sender is no registered member. */
    NOT_A_MEMBER("The sender is not a registered member. Hand its card to the registrar of its domain."),
    /** The sender may not register members of the card's domain. */
    NOT_REGISTRAR("The sender is not the registrar of the card's domain."),
    /** The card's signature is not its key's. */
    BAD_CARD("The member's card is not signed by its own key. Make the card anew with 'carnet member new'."),
    /** Only the policy list makes registrars. */
    ROLE_NOT_ALLOWED("A registrar is made by the policy list, not by registration."),
    /** The key is registered. */
    MEMBER_EXISTS("This key is registered already."),
    /** The owner put this record before. */
    RECORD_EXISTS("The owner has put this record already."),
    /** Payload or key box belongs to somebody else's record. */
    FOREIGN_CONTENT("The payload or key box belongs to another owner's record."),
    /** Larger than the policy allows. */
    RECORD_TOO_LARGE("The record is larger than the policy list allows.");

    private final String text;

    TransactionRefusal(String text) {
        this.text = text;
    }

    /** Returns what happened and what to do, for people. */
    public String text() {
        return text;
    }
}
