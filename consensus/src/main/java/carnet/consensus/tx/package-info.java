/** Transactions: one signed envelope, one payload type each (SPEC, "Transaction"). */
@NullMarked
package carnet.consensus.tx;

import org.jspecify.annotations.NullMarked;
