@NullMarked
package carnet.cli.terminal;

import org.jspecify.annotations.NullMarked;
