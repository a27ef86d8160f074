package carnet.crypto.cid;

/**
 * What a parent says of a child and what every node is: the two lengths that must agree, for everybody who walks a tree.
 *
 * @param fileBytes how many bytes of the file lie below
 * @param cumulativeBytes the lengths of the block itself and of all blocks below it, in bytes
 */
public record DagSizes(long fileBytes, long cumulativeBytes) {}
