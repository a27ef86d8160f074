package carnet.storage.content;

/**
 * What one call of {@link ContentStore#scrub} did.
 *
 * @param blocks blocks read
 * @param bytes bytes read
 * @param damaged how many of them were damaged; each was reported to the {@link DamageListener}
 * @param passComplete whether the end was reached: every block was read once since the last complete pass
 */
public record ScrubReport(int blocks, long bytes, int damaged, boolean passComplete) {}
