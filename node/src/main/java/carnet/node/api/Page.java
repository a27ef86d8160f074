package carnet.node.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a long list.
 *
 * @param items at most the limit asked for
 * @param next what to give as cursor for the next page, or null at the end
 */
public record Page<T>(List<T> items, @Nullable String next) {}
