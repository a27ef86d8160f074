package carnet.node.net;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Small pools for what must not run on an event loop; their threads go away when there is nothing to do. */
final class Workers {
    private static final int KEEP_ALIVE_SECONDS = 30;

    private Workers() {}

    static ThreadPoolExecutor pool(String name, int threads, int queueMaxTasks) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads,
                threads,
                KEEP_ALIVE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(queueMaxTasks),
                new DefaultThreadFactory(name, true));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
