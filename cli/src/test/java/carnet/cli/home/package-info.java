@NullMarked
package carnet.cli.home;

import org.jspecify.annotations.NullMarked;
