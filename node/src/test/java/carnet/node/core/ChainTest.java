package carnet.node.core;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.block.Block;
import carnet.consensus.block.BlockMeta;
import carnet.consensus.tx.PutRecord;
import carnet.consensus.tx.Transaction;
import carnet.crypto.cid.Cid;
import carnet.crypto.hash.Hash;
import carnet.crypto.hash.Sha256;
import carnet.crypto.sign.SigningKey;
import carnet.storage.chain.ChainWriter;
import carnet.storage.kv.Batch;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a chain keeps of blocks that are not the best. */
class ChainTest {
    private static final int HEIGHT = 80;
    private static final long NOW_MILLIS = SmallNetwork.GENESIS_MILLIS + 1_000_000;

    private final SmallNetwork network = SmallNetwork.ofOne();
    private final Chain chain = network.chain();

    @Test
    void oneMinerFillsNoDiskWithBlocksBesideTheBest() {
        List<BlockMeta> parents = new ArrayList<>(List.of(chain.head()));
        while (parents.size() < HEIGHT) {
            Block block = network.block(parents.get(parents.size() - 1), SmallNetwork.SPACING_MILLIS, transactions(1));
            parents.add(((Acceptance.Added) add(block, false)).meta());
        }
        List<Transaction> many = transactions(6_000);
        int sizeBytes = network.block(parents.get(0), SmallNetwork.SPACING_MILLIS + 1, many)
                .sizeBytes();
        int most = CoreLimits.BESIDE_BURST_BYTES / sizeBytes;
        int kept = 0;
        Block refused = null;
        for (int i = 0; i < most + 1; i++) {
            BlockMeta parent = parents.get(i % (HEIGHT - 2));
            Block beside = network.block(parent, SmallNetwork.SPACING_MILLIS + 1 + i, many);
            if (add(beside, false) instanceof Acceptance.Added) {
                kept++;
            } else {
                refused = beside;
            }
        }
        assertThat(kept).isEqualTo(most);
        assertThat(refused).isNotNull();
        assertThat(add(refused, true)).isInstanceOf(Acceptance.Added.class);
    }

    private Acceptance add(Block block, boolean needed) {
        Acceptance acceptance = chain.add(block, needed, NOW_MILLIS, new ChainWriter(new Batch()));
        chain.committed();
        return acceptance;
    }

    private static List<Transaction> transactions(int count) {
        SigningKey owner = SigningKey.fromSeed(new byte[SigningKey.SEED_BYTES]);
        List<Transaction> transactions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] nonce =
                    ByteBuffer.allocate(Transaction.NONCE_BYTES).putInt(i).array();
            Hash any = Sha256.of(nonce);
            PutRecord put = new PutRecord(any, Cid.ofRaw(nonce), Cid.ofRaw(any.bytes()), 1, 4, 4, 0);
            transactions.add(Transaction.sign(Hash.ZERO, owner, nonce, 0, 1, put));
        }
        return transactions;
    }
}
