package carnet.consensus.vectors;

import carnet.consensus.MapLedger;
import carnet.consensus.block.Block;
import carnet.consensus.block.BlockMeta;
import carnet.consensus.block.ExtendedHeader;
import carnet.consensus.block.Header;
import carnet.consensus.block.Seal;
import carnet.consensus.block.Target;
import carnet.consensus.codec.ByteWriter;
import carnet.consensus.ledger.Delta;
import carnet.consensus.ledger.StateHash;
import carnet.consensus.rules.BodyRules;
import carnet.consensus.selection.Ancestry;
import carnet.consensus.selection.MinerSelection;
import carnet.consensus.tx.Transaction;
import carnet.crypto.hash.Hash;
import carnet.crypto.hash.MerkleTree;
import carnet.crypto.sign.NodeId;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Computes every golden vector from the fixed inputs. Bytes and hashes are hexadecimal, numbers decimal. */
final class GoldenVectors {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ArrayNode blocks = JSON.arrayNode();
    private final ArrayNode states = JSON.arrayNode();

    /** Returns the content of each file, by name. */
    static Map<String, ArrayNode> all() {
        GoldenVectors vectors = new GoldenVectors();
        vectors.mine();
        Map<String, ArrayNode> files = new LinkedHashMap<>();
        files.put("header", headers());
        files.put("seal", seals());
        files.put("merkle", trees());
        files.put("transaction", transactions());
        files.put("genesis", genesis());
        files.put("block", vectors.blocks);
        files.put("state", vectors.states);
        return files;
    }

    private static ArrayNode headers() {
        ArrayNode all = JSON.arrayNode();
        for (Header header : List.of(
                new Header(0, Hash.ZERO, 1, Hash.ZERO, 0),
                new Header(Inputs.START_MILLIS, Inputs.digest("root"), 1, Inputs.digest("parent"), 0x0102030405060708L),
                new Header(Long.MAX_VALUE, Inputs.digest("root"), -1, Inputs.digest("parent"), -1))) {
            all.addObject()
                    .put("timestampMillis", header.timestampMillis())
                    .put("merkleRoot", header.merkleRoot().hex())
                    .put("version", Integer.toUnsignedLong(header.version()))
                    .put("previousHash", header.previousHash().hex())
                    .put("nonce", Long.toUnsignedString(header.nonce()))
                    .put("bytes", hex(header.bytes()))
                    .put("hash", header.hash().hex());
        }
        return all;
    }

    private static ArrayNode seals() {
        ArrayNode all = JSON.arrayNode();
        NodeId miner = NodeId.of(Inputs.key(1).publicKey());
        for (Seal seal : List.of(
                new Seal(Inputs.NETWORK, 1, miner, 0, Target.ofMeanHashes(16), 1, Inputs.digest("state")),
                new Seal(
                        Inputs.NETWORK,
                        Long.MAX_VALUE,
                        miner,
                        0xffff,
                        Target.ofMeanHashes(1L << 40),
                        Integer.MAX_VALUE,
                        Hash.ZERO))) {
            all.addObject()
                    .put("genesis", seal.genesis().hex())
                    .put("height", seal.height())
                    .put("miner", seal.miner().digest().hex())
                    .put("minerNodeId", seal.miner().toString())
                    .put("rank", seal.rank())
                    .put("target", seal.target().value().hex())
                    .put("work", seal.target().work().toString())
                    .put("transactionCount", seal.transactionCount())
                    .put("parentState", seal.parentState().hex())
                    .put("bytes", hex(seal.bytes()))
                    .put("leafHash", MerkleTree.leafHash(seal.bytes()).hex());
        }
        return all;
    }

    private static ArrayNode trees() {
        ArrayNode all = JSON.arrayNode();
        for (int size : new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 17}) {
            ObjectNode tree = all.addObject();
            ArrayNode leaves = tree.putArray("leaves");
            List<Hash> hashes = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                byte[] leaf = ("leaf " + i).getBytes(StandardCharsets.US_ASCII);
                leaves.add(hex(leaf));
                hashes.add(MerkleTree.leafHash(leaf));
            }
            tree.put("root", MerkleTree.root(hashes).hex());
            ArrayNode path = tree.putArray("pathOfFirst");
            MerkleTree.pathOfFirst(hashes).forEach(sibling -> path.add(sibling.hex()));
        }
        return all;
    }

    private static ArrayNode transactions() {
        ArrayNode all = JSON.arrayNode();
        add(all, Inputs.REGISTER, 4, 1);
        add(all, Inputs.PUT, 5, 2);
        add(all, Inputs.PUT_FOLDER, 5, 3);
        return all;
    }

    private static void add(ArrayNode all, Transaction transaction, int sender, int nonce) {
        ByteWriter payload = new ByteWriter();
        transaction.payload().write(payload);
        byte[] bytes = transaction.bytes();
        all.addObject()
                .put("type", transaction.payload().type().code())
                .put("genesis", transaction.genesis().hex())
                .put("senderSeed", hex(Inputs.seed(sender)))
                .put("sender", transaction.sender().hex())
                .put("nonce", hex(Inputs.filled(Transaction.NONCE_BYTES, nonce)))
                .put("validFromMillis", transaction.validFromMillis())
                .put("validUntilMillis", transaction.validUntilMillis())
                .put("payload", hex(payload.toBytes()))
                .put("signature", HexFormat.of().formatHex(bytes, bytes.length - 64, bytes.length))
                .put("bytes", hex(bytes))
                .put("txid", transaction.id().hex())
                .put("leafHash", transaction.leafHash().hex());
    }

    private static ArrayNode genesis() {
        ArrayNode all = JSON.arrayNode();
        ObjectNode genesis = all.addObject()
                .put("name", Inputs.GENESIS.name())
                .put("bytes", hex(Inputs.GENESIS.bytes()))
                .put("seal", hex(Inputs.GENESIS.seal().bytes()))
                .put("header", hex(Inputs.GENESIS.header().bytes()))
                .put("hash", Inputs.GENESIS.hash().hex())
                .put("delta", hex(Inputs.GENESIS.state().bytes()))
                .put("state", Inputs.GENESIS.meta().state().hex())
                .put("meta", hex(Inputs.GENESIS.meta().bytes()));
        ArrayNode nodes = genesis.putArray("nodes");
        Inputs.GENESIS.policy().miners().forEach(card -> nodes.addObject()
                .put("name", card.name())
                .put("address", card.address())
                .put("key", card.key().hex())
                .put("nodeId", card.id().toString())
                .put("signature", card.signature().toString()));
        return all;
    }

    /** Three blocks: a member, its first record, its second. */
    private void mine() {
        List<BlockMeta> chain = new ArrayList<>(List.of(Inputs.GENESIS.meta()));
        MapLedger state = new MapLedger().apply(Inputs.GENESIS.state());
        for (List<Transaction> body :
                List.of(List.of(Inputs.REGISTER), List.of(Inputs.PUT), List.of(Inputs.PUT_FOLDER))) {
            BlockMeta parent = chain.get(chain.size() - 1);
            MinerSelection selection = MinerSelection.of(Inputs.NETWORK, Inputs.GENESIS.policy(), ancestry(chain));
            Block block = Inputs.block(parent, selection, body);
            addBlock(block, selection);
            Delta delta = executed(state, block);
            Delta undo = delta.undo(state);
            BlockMeta meta =
                    BlockMeta.child(parent, block.header(), block.seal(), StateHash.next(parent.state(), delta));
            states.addObject()
                    .put("height", meta.height())
                    .put("block", meta.hash().hex())
                    .put("delta", hex(delta.bytes()))
                    .put("undo", hex(undo.bytes()))
                    .put("state", meta.state().hex())
                    .put("meta", hex(meta.bytes()));
            state.apply(delta);
            chain.add(meta);
        }
    }

    private void addBlock(Block block, MinerSelection selection) {
        ExtendedHeader extended = block.extendedHeader();
        ByteWriter out = new ByteWriter();
        extended.write(out);
        ObjectNode node = blocks.addObject()
                .put("height", block.seal().height())
                .put("bytes", hex(block.bytes()))
                .put("hash", block.hash().hex())
                .put("merkleRoot", block.header().merkleRoot().hex())
                .put("seal", hex(block.seal().bytes()))
                .put("signature", block.signature().toString())
                .put("extendedHeader", hex(out.toBytes()));
        ArrayNode ranked = node.putArray("ranked");
        selection.ranked().forEach(miner -> ranked.add(miner.toString()));
    }

    private static Delta executed(MapLedger state, Block block) {
        var outcome = BodyRules.execute(Inputs.NETWORK, state, 0, block, Transaction::signatureHolds);
        if (outcome instanceof BodyRules.Outcome.Executed done) {
            return done.delta();
        }
        throw new IllegalStateException(outcome.toString());
    }

    private static Ancestry ancestry(List<BlockMeta> chain) {
        return new Ancestry() {
            @Override
            public BlockMeta tip() {
                return chain.get(chain.size() - 1);
            }

            @Override
            public BlockMeta at(long height) {
                return chain.get((int) height);
            }
        };
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
