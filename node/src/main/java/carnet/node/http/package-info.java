/**
 * The HTTP/JSON shell of a node: turns requests into calls of {@link carnet.node.api.NodeService} and its answers into
 * responses. {@code Router} lists what there is, {@code HttpLimits} what is bounded, {@code openapi.json} describes it.
 */
@NullMarked
package carnet.node.http;

import org.jspecify.annotations.NullMarked;
