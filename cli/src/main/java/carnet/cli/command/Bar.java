package carnet.cli.command;

import carnet.cli.client.Progress;
import carnet.cli.terminal.SafeText;
import carnet.cli.terminal.Terminal;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** A progress bar on standard error for people; nothing for scripts. */
final class Bar implements Progress, AutoCloseable {
    private static final int UPDATE_MILLIS = 200;
    private static final long MEBIBYTE = 1024 * 1024;

    /** Shows nothing. */
    static final Bar NONE = new Bar(null);

    private final @Nullable ProgressBar bar;

    private Bar(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    static Bar of(Terminal terminal, String task) {
        return new Bar(
                terminal.interactive()
                        ? new ProgressBarBuilder()
                                .setTaskName(SafeText.of(task))
                                .setInitialMax(0)
                                .setUnit("MiB", MEBIBYTE)
                                .setUpdateIntervalMillis(UPDATE_MILLIS)
                                .setConsumer(new ConsoleProgressBarConsumer(terminal.err()))
                                .build()
                        : null);
    }

    @Override
    public void at(long doneBytes, long totalBytes) {
        if (bar != null) {
            bar.maxHint(totalBytes);
            bar.stepTo(doneBytes);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
