package carnet.node.miner;

import carnet.crypto.pow.NonceHasher;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The choice of a hash method while the node already runs. That each method is right is known at once; which one is
 * fastest shows when the JVM has compiled them, so it is measured on a thread of its own, which takes a second of
 * processor time once.
 */
public final class SelfTest implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("carnet.node");

    private final Thread thread;
    private volatile HashMethodChoice choice = HashMethodChoice.unmeasured();

    private SelfTest() {
        thread = new Thread(this::measure, "carnet-self-test");
        thread.setDaemon(true);
    }

    /**
     * Checks all methods and starts to measure them.
     *
     * @throws IllegalStateException when no method gives the known answer
     */
    @SuppressWarnings("ThreadPriorityCheck") // a hint to be polite; nothing relies on it
    public static SelfTest start() {
        SelfTest test = new SelfTest();
        test.thread.setPriority(Thread.MIN_PRIORITY);
        test.thread.start();
        return test;
    }

    /** Returns what is best as far as is known now. */
    public HashMethodChoice choice() {
        return choice;
    }

    /** Returns a new hasher of the best method known now. */
    public NonceHasher newHasher() {
        return choice.method().newHasher();
    }

    /** Stops measuring. */
    @Override
    public void close() {
        thread.interrupt();
    }

    private void measure() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        choice = HashMethodChoice.selfTest(
                threads.isCurrentThreadCpuTimeSupported() ? threads::getCurrentThreadCpuTime : System::nanoTime);
        LOG.info("Nonce search: {}", choice.text());
    }
}
