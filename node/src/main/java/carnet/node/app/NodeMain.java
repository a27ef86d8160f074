package carnet.node.app;

import carnet.storage.kv.StoreException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one node until it is told to stop. */
public final class NodeMain {
    private static final Logger LOG = LoggerFactory.getLogger("carnet.node");
    private static final int BUG = 1;

    private NodeMain() {}

    /**
     * Starts a node and returns when the process is told to end. A failed disk ends the process with exit code 5, a fault
     * of the node's own with 1, at once and without closing: what is durable is on the disk already.
     *
     * @param onServing called once when the node serves
     * @throws StartFailure when it cannot start
     */
    public static void run(NodeSettings settings, Consumer<Node> onServing) throws StartFailure {
        CountDownLatch end = new CountDownLatch(1);
        Consumer<Throwable> onFatal = problem -> {
            boolean disk = problem instanceof StoreException;
            LOG.error(disk ? "The disk failed, the node ends: {}" : "The node ends: {}", problem.toString(), problem);
            Runtime.getRuntime().halt(disk ? StartFailure.STORAGE : BUG);
        };
        Node node = Node.start(settings, onFatal);
        Thread hook = new Thread(
                () -> {
                    node.close();
                    end.countDown();
                },
                "carnet-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        onServing.accept(node);
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
