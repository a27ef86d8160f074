/** Talks HTTP to one node: uploads, downloads, checks receipts. */
@NullMarked
package carnet.cli.client;

import org.jspecify.annotations.NullMarked;
