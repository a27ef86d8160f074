package carnet.node.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.consensus.codec.DecodeException;
import carnet.crypto.cid.Cid;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bytes of the message that tells which chunks a node has just received. */
class HaveTest {
    @Test
    void itsBytesAreTypeCountAndIdentifiers() throws Exception {
        Message have = new Message.Have(List.of(Cid.ofRaw(new byte[0])));
        String hex =
                "0d" + "00000001" + "01551220" + "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assertThat(HexFormat.of().formatHex(MessageCodec.encode(have))).isEqualTo(hex);
        assertThat(MessageCodec.decode(HexFormat.of().parseHex(hex))).contains(have);
    }

    @Test
    void itNamesAThousandChunksAndNoMore() throws Exception {
        Message full = have(MessageCodec.MAX_IDS);
        assertThat(MessageCodec.decode(MessageCodec.encode(full))).contains(full);
        byte[] tooLong = MessageCodec.encode(have(MessageCodec.MAX_IDS + 1));
        assertThatThrownBy(() -> MessageCodec.decode(tooLong)).isInstanceOf(DecodeException.class);
    }

    private static Message have(int chunks) {
        List<Cid> cids = new ArrayList<>();
        for (int i = 0; i < chunks; i++) {
            cids.add(Cid.ofRaw(ByteBuffer.allocate(Integer.BYTES).putInt(i).array()));
        }
        return new Message.Have(cids);
    }
}
