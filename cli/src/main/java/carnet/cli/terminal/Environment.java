package carnet.cli.terminal;

import carnet.crypto.secret.Entropy;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What a command takes from the world beside its arguments.
 *
 * @param terminal where it reads and writes
 * @param clock the wall clock
 * @param entropy the source of keys and nonces
 * @param pause how it waits
 */
public record Environment(Terminal terminal, InstantSource clock, Entropy entropy, Pause pause) {
    /** Waits. */
    @FunctionalInterface
    public interface Pause {
        /** Waits for {@code duration} or until interrupted. */
        void pause(Duration duration) throws InterruptedException;
    }

    /** Returns the environment of this process. */
    public static Environment ofProcess() {
        SecureRandom random = new SecureRandom();
        return new Environment(
                Terminal.ofProcess(),
                InstantSource.system(),
                count -> {
                    byte[] bytes = new byte[count];
                    random.nextBytes(bytes);
                    return bytes;
                },
                duration -> Thread.sleep(duration.toMillis()));
    }
}
