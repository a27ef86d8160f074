package carnet.cli.devnet;

import java.util.List;

/**
 * What a run came to, as printed by {@code --json}.
 *
 * @param ok whether every file came back as it was and all nodes have one head
 * @param nodes in the order of their names
 * @param records in the order in which they were put
 */
public record Report(boolean ok, List<Node> nodes, List<Put> records) {
    /**
     * A node at the end.
     *
     * @param name "A", "B" and so on
     * @param id "Qm..."
     * @param head hash of its best block, hexadecimal
     * @param height of that block
     * @param rssMiB resident memory, or -1 where the system does not tell
     */
    public record Node(String name, String id, String head, long height, long rssMiB) {}

    /**
     * A record with its clocks, all from the moment when the file was opened.
     *
     * @param name of the file
     * @param bytes its size
     * @param hashId the record's name, hexadecimal
     * @param cid the ciphertext's content identifier
     * @param acceptedMillis until the first node's signed receipt
     * @param replicatedMillis until all nodes were seen to hold it
     * @param inBlockMillis until all nodes were seen to have it in a block
     */
    public record Put(
            String name,
            long bytes,
            String hashId,
            String cid,
            long acceptedMillis,
            long replicatedMillis,
            long inBlockMillis) {}
}
