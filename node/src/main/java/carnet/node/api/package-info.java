/** What a node answers over HTTP: the service that the HTTP shell calls, and the values that its JSON carries. The CLI shares these types. */
@NullMarked
package carnet.node.api;

import org.jspecify.annotations.NullMarked;
