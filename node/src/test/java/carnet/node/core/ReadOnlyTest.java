package carnet.node.core;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.consensus.card.Domain;
import carnet.consensus.card.MemberCard;
import carnet.consensus.card.MemberRole;
import carnet.consensus.card.NodeCard;
import carnet.consensus.genesis.Genesis;
import carnet.consensus.policy.ChainParameters;
import carnet.consensus.policy.Policy;
import carnet.consensus.tx.RecordContent;
import carnet.crypto.cid.Cid;
import carnet.crypto.cid.DagNode;
import carnet.crypto.secret.SecretBytes;
import carnet.crypto.sign.SigningKey;
import carnet.crypto.vault.SealingKey;
import carnet.storage.chain.ChainReader;
import carnet.storage.chain.WantedRecord;
import carnet.storage.kv.Durability;
import carnet.storage.kv.MemoryStore;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node whose disk is full, and then has room again. */
class ReadOnlyTest {
    private static final long NOW_MILLIS = 1_000_000;
    private static final RecordContent UNNAMED =
            new RecordContent(Cid.ofRaw(new byte[] {1}), Cid.ofRaw(new byte[] {2}));

    private final MemoryStore store = new MemoryStore();
    private final SigningKey key = SigningKey.fromSeed(new byte[SigningKey.SEED_BYTES]);
    private final NodeCore core =
            new NodeCore(genesis(), key, new ChainReader(store), new Nothing(), transaction -> true, new Random(1));

    @BeforeEach
    void start() {
        Effects fx = new Effects();
        core.onStart(NOW_MILLIS, fx);
        fx.write().held(new WantedRecord(UNNAMED, 10, NOW_MILLIS));
        store.write(fx.commit(), Durability.SYNCED);
        core.committed();
    }

    @Test
    void contentThatNoRecordNamesIsLetGoOnlyWhenThereIsRoomToWriteIt() {
        Effects full = new Effects();
        core.onReadOnly(true, NOW_MILLIS, full);
        core.onUnnamed(UNNAMED, NOW_MILLIS, full);
        assertThat(full.isEmpty()).isTrue();

        Effects room = new Effects();
        core.onReadOnly(false, NOW_MILLIS, room);
        core.onUnnamed(UNNAMED, NOW_MILLIS, room);
        assertThat(room.isEmpty()).isFalse();
    }

    private Genesis genesis() {
        byte[] sealing =
                SealingKey.of(SecretBytes.copyOf(new byte[32])).publicKey().bytes();
        return new Genesis(
                "full disk",
                NOW_MILLIS,
                new Policy(
                        1,
                        List.of(NodeCard.sign(key, "A", "127.0.0.1:7700")),
                        List.of(MemberCard.sign(key, sealing, new Domain("CN"), MemberRole.REGISTRAR)),
                        List.of(),
                        0,
                        ChainParameters.defaults(ChainParameters.Profile.LAN, 1)));
    }

    /** An empty content store. */
    private static final class Nothing implements Holdings {
        @Override
        public boolean has(Cid cid) {
            return false;
        }

        @Override
        public @Nullable DagNode node(Cid cid) {
            return null;
        }

        @Override
        public List<Cid> lost(@Nullable Cid previous, int limit) {
            return List.of();
        }
    }
}
