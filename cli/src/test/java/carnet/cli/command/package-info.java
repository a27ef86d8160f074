@NullMarked
package carnet.cli.command;

import org.jspecify.annotations.NullMarked;
