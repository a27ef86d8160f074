/** What stands between the core and its callers: submissions, uploads, queries, verification. */
@NullMarked
package carnet.node.service;

import org.jspecify.annotations.NullMarked;
