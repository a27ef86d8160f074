/** What can be typed: one class per command. */
@NullMarked
package carnet.cli.command;

import org.jspecify.annotations.NullMarked;
