package carnet.node.core;

import carnet.consensus.block.Block;
import carnet.consensus.block.BlockMeta;
import carnet.consensus.block.Header;
import carnet.consensus.block.Seal;
import carnet.consensus.block.Target;
import carnet.consensus.tx.PutRecord;
import carnet.consensus.tx.Transaction;
import carnet.crypto.cid.Cid;
import carnet.crypto.hash.Hash;
import carnet.crypto.hash.Sha256;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.Signature;
import carnet.crypto.sign.SigningKey;
import java.math.BigInteger;
import java.util.Collections;

/** Blocks of any size, for what looks at nothing but their size, height and hash. */
final class SampleBlocks {
    static final Transaction TRANSACTION = transaction();
    private static final SigningKey KEY = SigningKey.fromSeed(new byte[SigningKey.SEED_BYTES]);
    private static final NodeId MINER = NodeId.of(KEY.publicKey());

    private SampleBlocks() {}

    /** Returns a block with so many copies of one transaction. */
    static Block block(long height, int transactions) {
        Seal seal = new Seal(Hash.ZERO, height, MINER, 0, Target.ofMeanHashes(1), transactions, Hash.ZERO);
        Header header = new Header(height, Hash.ZERO, Header.VERSION, Hash.ZERO, 0);
        Signature signature = Signature.of(new byte[Signature.LENGTH_BYTES]);
        return new Block(header, seal, Collections.nCopies(transactions, TRANSACTION), signature);
    }

    static BlockMeta metaOf(Block block) {
        long height = block.seal().height();
        return new BlockMeta(block.hash(), Hash.ZERO, height, height, MINER, 0, BigInteger.ONE, Hash.ZERO);
    }

    private static Transaction transaction() {
        byte[] nonce = new byte[Transaction.NONCE_BYTES];
        Hash any = Sha256.of(nonce);
        PutRecord put = new PutRecord(any, Cid.ofRaw(nonce), Cid.ofRaw(any.bytes()), 1, 4, 4, 0);
        SigningKey owner = SigningKey.fromSeed(any.bytes());
        return Transaction.sign(Hash.ZERO, owner, nonce, 0, 1, put);
    }
}
