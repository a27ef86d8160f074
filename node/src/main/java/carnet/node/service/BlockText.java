package carnet.node.service;

import carnet.consensus.block.Block;
import carnet.consensus.block.Header;
import carnet.consensus.block.Seal;
import carnet.consensus.genesis.Genesis;
import carnet.consensus.tx.Transaction;
import carnet.node.api.BlockInfo;
import java.util.List;

/** Blocks in the words of the API. */
final class BlockText {
    private BlockText() {}

    static BlockInfo of(Block block, String minerName, boolean onBestChain) {
        List<String> ids = block.transactions().stream()
                .map(Transaction::id)
                .map(Object::toString)
                .toList();
        return info(
                block.header(),
                block.seal(),
                block.seal().miner().toString(),
                minerName,
                block.sizeBytes(),
                ids,
                onBestChain);
    }

    static BlockInfo genesis(Genesis genesis) {
        return info(genesis.header(), genesis.seal(), "", "", genesis.bytes().length, List.of(), true);
    }

    private static BlockInfo info(
            Header header,
            Seal seal,
            String miner,
            String minerName,
            int sizeBytes,
            List<String> ids,
            boolean onBestChain) {
        return new BlockInfo(
                header.hash().hex(),
                seal.height(),
                header.previousHash().hex(),
                header.timestampMillis(),
                header.merkleRoot().hex(),
                String.format("%016x", header.nonce()),
                seal.target().value().hex(),
                miner,
                minerName,
                seal.rank(),
                seal.parentState().hex(),
                sizeBytes,
                ids,
                onBestChain,
                false);
    }
}
