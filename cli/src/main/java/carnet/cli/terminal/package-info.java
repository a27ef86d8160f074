/** What a person sees: lines, colours, exit codes, passphrases. */
@NullMarked
package carnet.cli.terminal;

import org.jspecify.annotations.NullMarked;
