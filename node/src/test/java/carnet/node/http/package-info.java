@NullMarked
package carnet.node.http;

import org.jspecify.annotations.NullMarked;
