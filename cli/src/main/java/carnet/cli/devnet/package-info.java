/** The whole story on one machine: nodes as processes, everything else by the public commands. */
@NullMarked
package carnet.cli.devnet;

import org.jspecify.annotations.NullMarked;
