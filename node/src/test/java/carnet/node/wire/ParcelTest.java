package carnet.node.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.consensus.card.Domain;
import carnet.consensus.card.MemberCard;
import carnet.consensus.card.MemberRole;
import carnet.consensus.codec.ByteWriter;
import carnet.consensus.codec.DecodeException;
import carnet.consensus.tx.Payload;
import carnet.consensus.tx.PutRecord;
import carnet.consensus.tx.RegisterMember;
import carnet.consensus.tx.Transaction;
import carnet.crypto.cid.Cid;
import carnet.crypto.hash.Hash;
import carnet.crypto.hash.Sha256;
import carnet.crypto.sign.SigningKey;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bytes of the message that carries records together with their small chunks. */
class ParcelTest {
    private static final int PARCELS = 18;
    private static final Hash NETWORK = Sha256.of(new byte[] {1});
    private static final SigningKey KEY = SigningKey.fromSeed(new byte[SigningKey.SEED_BYTES]);
    private static final byte[] KEY_BOX = {7, 8, 9};
    private static final byte[] PAYLOAD = {4, 5};
    private static final byte[] NONE = {};

    @Test
    void itsBytesAreTypeCountTransactionAndChunks() throws Exception {
        Parcel parcel = new Parcel(record(), KEY_BOX, PAYLOAD);
        Message message = new Message.Parcels(List.of(parcel, Parcel.of(record())));
        byte[] bytes = new ByteWriter()
                .u8(PARCELS)
                .u32(2)
                .bytes(record().bytes())
                .bytes(KEY_BOX)
                .bytes(PAYLOAD)
                .bytes(record().bytes())
                .bytes(NONE)
                .bytes(NONE)
                .toBytes();
        assertThat(MessageCodec.encode(message)).isEqualTo(bytes);
        assertThat(MessageCodec.decode(bytes)).contains(message);
    }

    @Test
    void aChunkThatIsTooLongIsRefused() {
        byte[] tooLong = new byte[Parcel.MAX_CHUNK_BYTES + 1];
        assertThatThrownBy(() -> new Parcel(record(), NONE, tooLong)).isInstanceOf(IllegalArgumentException.class);
        refused(record(), tooLong, NONE);
        refused(record(), NONE, tooLong);
    }

    @Test
    void aPayloadThatIsLargerThanItsSizeClassIsRefused() {
        refused(record(), KEY_BOX, new byte[17]);
    }

    @Test
    void chunksBesideATransactionThatNamesNoneAreRefused() throws Exception {
        refused(membership(), KEY_BOX, NONE);
        refused(membership(), NONE, PAYLOAD);
        Message bare = new Message.Parcels(List.of(Parcel.of(membership())));
        assertThat(MessageCodec.decode(MessageCodec.encode(bare))).contains(bare);
    }

    private static void refused(Transaction transaction, byte[] keyBox, byte[] payload) {
        byte[] bytes = new ByteWriter()
                .u8(PARCELS)
                .u32(1)
                .bytes(transaction.bytes())
                .bytes(keyBox)
                .bytes(payload)
                .toBytes();
        assertThatThrownBy(() -> MessageCodec.decode(bytes)).isInstanceOf(DecodeException.class);
    }

    private static Transaction record() {
        return signed(new PutRecord(Sha256.of(new byte[] {2}), Cid.ofRaw(PAYLOAD), Cid.ofRaw(KEY_BOX), 1, 4, 4, 0));
    }

    private static Transaction membership() {
        byte[] sealingKey = KEY.publicKey().bytes();
        return signed(new RegisterMember(MemberCard.sign(KEY, sealingKey, new Domain("CN"), MemberRole.MEMBER)));
    }

    private static Transaction signed(Payload payload) {
        return Transaction.sign(NETWORK, KEY, new byte[Transaction.NONCE_BYTES], 0, 1_000, payload);
    }
}
