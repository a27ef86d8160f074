package carnet.node.core;

import carnet.consensus.block.Target;

/**
 * A search for a nonce.
 *
 * @param id rises with every job; a nonce of an older job is ignored
 * @param header the 84 bytes with nonce 0
 * @param target what the hash must meet
 */
public record MiningJob(long id, byte[] header, Target target) {}
