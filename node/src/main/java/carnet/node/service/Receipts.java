package carnet.node.service;

import carnet.consensus.codec.ByteWriter;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.SignatureDomain;
import carnet.crypto.sign.SigningKey;
import carnet.node.api.Receipt;

/**
 * Signs receipts: Ed25519 over genesis hash 32, txid 32, acceptedAtMillis 8, in the domain RECEIPT (SPEC, "Receipt").
 *
 * @param genesis the network
 * @param key the node's key
 */
record Receipts(Hash genesis, SigningKey key) {
    Receipt sign(Hash txid, long acceptedAtMillis) {
        byte[] time = new ByteWriter().u64(acceptedAtMillis).toBytes();
        byte[] message = SignatureDomain.RECEIPT.message(genesis.bytes(), txid.bytes(), time);
        return new Receipt(
                txid.hex(),
                NodeId.of(key.publicKey()).toString(),
                key.publicKey().hex(),
                acceptedAtMillis,
                key.sign(message).toString());
    }
}
