package carnet.node.core;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A list on the disk that may be longer than what is worked on at once: it is passed over in order, as far as there is
 * room, and again when something may have been added before the point up to which the pass has come. When all that a pass
 * left behind had been tried in vain, the next one comes after a pause.
 */
final class Backlog<T> {
    private static final int PAGE = 32;

    private final Pages<T> pages;
    private boolean more = true;
    private boolean anotherPass;
    private boolean leftBehind;
    private boolean retry;
    private long nextPassMillis = Long.MAX_VALUE;
    private @Nullable T passed;

    /** Reads the list. */
    interface Pages<T> {
        /** Returns items in their order, from just after {@code previous} (null: the first). */
        List<T> after(@Nullable T previous, int limit);
    }

    Backlog(Pages<T> pages) {
        this.pages = pages;
    }

    /** Something stands on the list that the pass may have missed. */
    void again() {
        more = true;
        anotherPass = true;
        retry = false;
    }

    /** What was taken brings nothing now: it is left to a later pass. */
    void later(long nowMillis) {
        leftBehind = true;
        if (!more) {
            nextPassMillis = Math.min(nextPassMillis, nowMillis + CoreLimits.MAX_RETRY_MILLIS);
        }
    }

    /** Begins the pass that was put off, when its time has come. */
    void proceed(long nowMillis) {
        if (nextPassMillis <= nowMillis) {
            nextPassMillis = Long.MAX_VALUE;
            retry = !more;
            more = true;
        }
    }

    /** Returns the first pause of what is taken now: nothing new is expected of what was tried in vain before. */
    long firstPauseMillis() {
        return retry ? CoreLimits.MAX_RETRY_MILLIS : CoreLimits.RETRY_MILLIS;
    }

    /** Returns when {@link #proceed} is wanted next. */
    long wakeMillis() {
        return nextPassMillis;
    }

    /** Returns whether something on the list may wait for room. */
    boolean isWaiting() {
        return more;
    }

    /**
     * Reads on.
     *
     * @param take takes an item, unless there is no room for it
     */
    void read(long nowMillis, Predicate<T> take) {
        if (!more) {
            return;
        }
        List<T> page = pages.after(passed, PAGE);
        for (T item : page) {
            if (!take.test(item)) {
                return;
            }
            passed = item;
        }
        if (page.size() < PAGE) {
            passed = null;
            more = anotherPass;
            nextPassMillis = leftBehind && !more ? nowMillis + CoreLimits.MAX_RETRY_MILLIS : Long.MAX_VALUE;
            anotherPass = false;
            leftBehind = false;
        }
    }
}
