package carnet.node.service;

import carnet.consensus.codec.ByteWriter;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.SignatureDomain;
import carnet.crypto.sign.SigningKey;
import carnet.node.api.Receipt;

/** Signs receipts: Ed25519 over genesis hash 32, txid 32, acceptedAtMillis 8, in the domain RECEIPT (SPEC, "Receipt"). */
final class Receipts {
    private final Hash genesis;
    private final SigningKey key;
    private final String node;
    private final String publicKey;

    /**
     * Signs for a node.
     *
     * @param genesis the network
     * @param key the node's key
     */
    Receipts(Hash genesis, SigningKey key) {
        this.genesis = genesis;
        this.key = key;
        this.node = NodeId.of(key.publicKey()).toString();
        this.publicKey = key.publicKey().hex();
    }

    Receipt sign(Hash txid, long acceptedAtMillis) {
        byte[] time = new ByteWriter().u64(acceptedAtMillis).toBytes();
        byte[] message = SignatureDomain.RECEIPT.message(genesis.bytes(), txid.bytes(), time);
        return new Receipt(
                txid.hex(), node, publicKey, acceptedAtMillis, key.sign(message).toString());
    }
}
