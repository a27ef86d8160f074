@NullMarked
package carnet.cli.devnet;

import org.jspecify.annotations.NullMarked;
