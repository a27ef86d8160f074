/** The directories of nodes and members: settings, keys, unfinished uploads. */
@NullMarked
package carnet.cli.home;

import org.jspecify.annotations.NullMarked;
