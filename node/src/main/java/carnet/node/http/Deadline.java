package carnet.node.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The one thing that a connection waits for at a time. Used on its event loop only. */
final class Deadline {
    private @Nullable ScheduledFuture<?> timer;

    /** Runs {@code missed} after {@code millis} unless the deadline is set anew or cancelled. */
    void set(ChannelHandlerContext ctx, long millis, Runnable missed) {
        cancel();
        timer = ctx.executor().schedule(missed, millis, TimeUnit.MILLISECONDS);
    }

    void cancel() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
