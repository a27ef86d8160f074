package carnet.node.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.consensus.codec.ByteWriter;
import carnet.consensus.codec.DecodeException;
import carnet.crypto.cid.Cid;
import carnet.crypto.cid.UnixFsProfile;
import carnet.crypto.hash.Sha256;
import carnet.crypto.sign.NodeId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bytes of the message that deals the chunks of an upload. */
class UploadedTest {
    private static final int UPLOADED = 19;
    private static final Cid CHUNK = Cid.ofRaw(new byte[] {1});
    private static final NodeId RECEIVER = new NodeId(Sha256.of(new byte[] {2}));

    @Test
    void itsBytesAreTypeCountAndChunksWithSizeAndReceiver() throws Exception {
        Message message = new Message.Uploaded(List.of(new DealtChunk(CHUNK, 262_144, RECEIVER)));
        byte[] bytes = bytes(262_144);
        assertThat(MessageCodec.encode(message)).isEqualTo(bytes);
        assertThat(MessageCodec.decode(bytes)).contains(message);
    }

    @Test
    void aChunkThatIsLargerThanAnyIsRefused() {
        byte[] bytes = bytes(UnixFsProfile.MAX_BLOCK_BYTES + 1);
        assertThatThrownBy(() -> MessageCodec.decode(bytes)).isInstanceOf(DecodeException.class);
    }

    private static byte[] bytes(int sizeBytes) {
        return new ByteWriter()
                .u8(UPLOADED)
                .u32(1)
                .cid(CHUNK)
                .u32(sizeBytes)
                .hash(RECEIVER.digest())
                .toBytes();
    }
}
