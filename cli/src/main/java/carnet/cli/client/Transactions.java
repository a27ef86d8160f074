package carnet.cli.client;

import carnet.cli.terminal.Environment;
import carnet.consensus.tx.Payload;
import carnet.consensus.tx.Transaction;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.SigningKey;
import java.time.Duration;

/** Signs transactions with a validity window from now on (RULES 18); its begin is shown as the owner's time. */
public final class Transactions {
    /** How long a transaction may wait for its block. */
    private static final Duration VALIDITY = Duration.ofHours(24);

    private Transactions() {}

    /** Signs a transaction for the network {@code genesis}. */
    public static Transaction sign(Hash genesis, SigningKey key, Payload payload, Environment environment) {
        long now = environment.clock().millis();
        return Transaction.sign(
                genesis,
                key,
                environment.entropy().checked(Transaction.NONCE_BYTES),
                now,
                now + VALIDITY.toMillis(),
                payload);
    }
}
