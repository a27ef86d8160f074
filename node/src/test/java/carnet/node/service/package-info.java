/** The node's service, on real stores and a real core. */
@NullMarked
package carnet.node.service;

import org.jspecify.annotations.NullMarked;
