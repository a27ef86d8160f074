package carnet.node.api;

import org.jspecify.annotations.Nullable;

/** The answer to a submitted transaction. */
public sealed interface SubmitReply {
    /** The transaction is durable on this node; {@code receipt} is the node's signed word for it. */
    record Accepted(Receipt receipt) implements SubmitReply {}

    /** The transaction is already known: nothing was done. */
    record AlreadyKnown(String txid) implements SubmitReply {}

    /**
     * The transaction is refused for good.
     *
     * @param code a stable upper-case name, such as NOT_A_MEMBER
     * @param message what happened, why and what to do
     * @param field the field at fault, if one is
     */
    record Refused(String code, String message, @Nullable String field) implements SubmitReply {}

    /** The node cannot take it now; the caller may try again after {@code retryAfterMillis}. */
    record Busy(String code, String message, long retryAfterMillis) implements SubmitReply {}
}
