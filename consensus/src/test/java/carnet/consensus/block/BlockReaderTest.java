package carnet.consensus.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carnet.consensus.SmallNetwork;
import carnet.consensus.TestChain;
import carnet.consensus.codec.DecodeException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The extended header of an encoded block, of which no transaction is decoded. */
class BlockReaderTest {
    private final TestChain chain = SmallNetwork.of(3, 2).chain();
    private final Block block =
            chain.draft(chain.newMember(), chain.newMember(), chain.newMember()).block();

    @Test
    void theHeaderIsThatOfTheDecodedBlock() throws Exception {
        assertThat(new BlockReader(block.bytes()).endWithHeader()).isEqualTo(block.extendedHeader());
    }

    @Test
    void itIsTheSameWhenSomeTransactionsWereRead() throws Exception {
        BlockReader reader = new BlockReader(block.bytes());
        reader.next();
        assertThat(reader.endWithHeader()).isEqualTo(block.extendedHeader());
    }

    @Test
    void theBytesMustBeABlockAndNothingElse() {
        byte[] bytes = block.bytes();
        for (int length : new int[] {bytes.length - 1, bytes.length + 1}) {
            assertThatThrownBy(() -> new BlockReader(Arrays.copyOf(bytes, length)).endWithHeader())
                    .isInstanceOf(DecodeException.class);
        }
    }
}
