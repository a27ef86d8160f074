/** Other software that copies or keeps files, each used when it is installed and kept from talking to anyone outside. */
@NullMarked
package carnet.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
