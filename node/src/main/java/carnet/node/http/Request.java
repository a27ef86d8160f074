package carnet.node.http;

import carnet.crypto.cid.Cid;
import carnet.crypto.sign.PublicKey;
import carnet.node.api.Page;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A complete request as its handler sees it.
 *
 * @param id names the answer in the node's log
 * @param path the values of the path's parameters, as sent
 * @param query the values of the query parameters, decoded; only names that the route lists
 * @param headers the header fields
 * @param body the bytes, at most as many as the route allows
 */
record Request(String id, Map<String, String> path, Map<String, String> query, HttpHeaders headers, byte[] body) {
    private static final int HASH_DIGITS = 64;

    /** Returns a path parameter. */
    String path(String name) {
        String value = path.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no path parameter " + name);
        }
        return value;
    }

    /** Returns a path parameter of 64 lower-case hexadecimal digits. */
    String hex(String name) throws Refusal {
        return hex(name, path(name));
    }

    /** Returns a path parameter that is an Ed25519 key in hexadecimal digits. */
    String key(String name) throws Refusal {
        return key(name, path(name));
    }

    /** Returns a query parameter that is an Ed25519 key in hexadecimal digits, or null. */
    @Nullable
    String queryKey(String name) throws Refusal {
        String value = query.get(name);
        return value == null ? null : key(name, value);
    }

    private static String key(String name, String value) throws Refusal {
        try {
            return PublicKey.fromHex(hex(name, value)).hex();
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest(name + " is no Ed25519 public key.", name);
        }
    }

    private static String hex(String name, String value) throws Refusal {
        if (!isHash(value)) {
            throw Refusal.badRequest(name + " must be 64 lower-case hexadecimal digits.", name);
        }
        return value;
    }

    static boolean isHash(String value) {
        return value.length() == HASH_DIGITS
                && value.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    /** Returns a path parameter that is a content identifier. */
    Cid cid(String name) throws Refusal {
        return cid(name, path(name));
    }

    static Cid cid(String field, String value) throws Refusal {
        try {
            return Cid.parse(value);
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest(
                    field + " must be a version 1 content identifier in base32, raw or dag-pb, of SHA-256.", field);
        }
    }

    /**
     * Answers with the page that {@code list} gives for the query parameter "cursor", which may be absent.
     *
     * @throws Refusal when {@code list} throws {@link IllegalArgumentException} for a cursor it never gave out
     */
    Reply page(Function<@Nullable String, Page<?>> list) throws Refusal {
        String cursor = query.get("cursor");
        Refusal wrong = Refusal.badRequest("cursor must be the value of \"next\" of the page before.", "cursor");
        if (cursor != null && (cursor.isEmpty() || cursor.length() > HttpLimits.CURSOR_CHARS)) {
            throw wrong;
        }
        try {
            return Reply.json(200, list.apply(cursor));
        } catch (IllegalArgumentException e) {
            if (cursor == null) {
                throw e;
            }
            throw wrong;
        }
    }

    /** Returns the query parameter "limit", cut to a page, or a page. */
    int limit() throws Refusal {
        return (int) Math.min(number("limit", 1, HttpLimits.PAGE_ITEMS), HttpLimits.PAGE_ITEMS);
    }

    /** Returns a whole number of the query, at least {@code least}, or {@code otherwise} when it is absent. */
    long number(String name, long least, long otherwise) throws Refusal {
        String text = query.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
                long number = Long.parseLong(text);
                if (number >= least) {
                    return number;
                }
            }
        } catch (NumberFormatException e) {
            // More digits than a long has: refused below like all else that is not such a number.
        }
        throw new Refusal(
                400,
                "BAD_NUMBER",
                name + " must be a whole number from " + least + " to " + Long.MAX_VALUE + ".",
                name,
                Map.of());
    }
}
