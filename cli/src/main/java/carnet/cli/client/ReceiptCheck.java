package carnet.cli.client;

import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.consensus.codec.ByteWriter;
import carnet.consensus.genesis.Genesis;
import carnet.consensus.tx.Transaction;
import carnet.crypto.sign.Ed25519;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.PublicKey;
import carnet.crypto.sign.Signature;
import carnet.crypto.sign.SignatureDomain;
import carnet.node.api.Receipt;
import java.util.HexFormat;

/** Believes a receipt only when a node of the network signed it for this transaction. */
final class ReceiptCheck {
    private ReceiptCheck() {}

    static void require(Receipt receipt, Transaction transaction, Genesis genesis) throws Failure {
        String problem;
        try {
            problem = problem(receipt, transaction, genesis);
        } catch (IllegalArgumentException | NullPointerException e) {
            problem = "it is malformed";
        }
        if (!problem.isEmpty()) {
            throw new Failure(
                    ExitCode.FAILED,
                    "the node's receipt is worthless: " + problem,
                    "Do not count the transaction as accepted; ask another node with --node URL");
        }
    }

    private static String problem(Receipt receipt, Transaction transaction, Genesis genesis) {
        if (!receipt.txid().equals(transaction.id().hex())) {
            return "it names another transaction";
        }
        PublicKey key = PublicKey.fromHex(receipt.nodeKey());
        NodeId id = NodeId.of(key);
        if (!receipt.node().equals(id.toString()) || genesis.policy().miner(id).isEmpty()) {
            return "its signer is no node of network " + genesis.hash().shortHex();
        }
        byte[] message = SignatureDomain.RECEIPT.message(
                genesis.hash().bytes(),
                transaction.id().bytes(),
                new ByteWriter().u64(receipt.acceptedAtMillis()).toBytes());
        Signature signature = Signature.of(HexFormat.of().parseHex(receipt.signature()));
        return Ed25519.verify(key, message, signature) ? "" : "its signature does not match";
    }
}
