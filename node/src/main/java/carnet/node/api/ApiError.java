package carnet.node.api;

import org.jspecify.annotations.Nullable;

/**
 * The body of every answer that is not a success.
 *
 * @param code a stable upper-case name
 * @param message what happened, why and what to do
 * @param field the field at fault, or null
 * @param requestId names this answer in the node's log
 */
public record ApiError(String code, String message, @Nullable String field, String requestId) {}
