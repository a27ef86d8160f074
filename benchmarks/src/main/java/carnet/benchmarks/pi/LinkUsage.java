package carnet.benchmarks.pi;

/**
 * What went through a link, with a header for each packet as the kernel sends it, which may be several frames.
 *
 * @param sentBytes away from the board
 * @param receivedBytes to the board
 */
record LinkUsage(long sentBytes, long receivedBytes) {
    /** Returns what went through since {@code before}. */
    LinkUsage since(LinkUsage before) {
        return new LinkUsage(sentBytes - before.sentBytes, receivedBytes - before.receivedBytes);
    }
}
