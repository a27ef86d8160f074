package carnet.storage.chain;

import carnet.consensus.block.ExtendedHeader;

/**
 * The extended header of a stored block.
 *
 * @param header what others sync by
 * @param blockBytes size of the whole block, which was read for it
 */
public record StoredHeader(ExtendedHeader header, int blockBytes) {}
