package carnet.node.api;

/**
 * A node's signed word that a transaction, with all it names, is durable on its disk (the clock "accepted").
 *
 * @param txid the transaction, hexadecimal
 * @param node the "Qm..." id of the node that gave the receipt
 * @param nodeKey its public key, hexadecimal
 * @param acceptedAtMillis the node's clock when the transaction was durable
 * @param signature Ed25519 over (genesis, txid, acceptedAtMillis) in the domain RECEIPT, hexadecimal
 */
public record Receipt(String txid, String node, String nodeKey, long acceptedAtMillis, String signature) {}
