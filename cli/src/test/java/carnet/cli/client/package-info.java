@NullMarked
package carnet.cli.client;

import org.jspecify.annotations.NullMarked;
