package carnet.crypto.pow;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Compresses the header's first 64 bytes once per search and then, for each nonce, only the second block. Of that block
 * everything but the nonce's low word stays the same for 2^32 nonces, and so does the work that depends on it alone: the
 * first four rounds and three words of the schedule. Only a hash whose top word is not above the target's is finished.
 *
 * <pre>
 * second block = last 12 bytes of previousHash | nonce high | nonce low | 80000000 | nine zero words | 672 (bits)
 * words          0 1 2                          3            4           5          6 to 14           15
 * </pre>
 */
final class JavaMidstateHasher implements NonceHasher {
    private static final int NONCE_HIGH = 3;
    private static final int NONCE_LOW = 4;
    private static final int END_MARK = 5;
    private static final int BIT_LENGTH = 15;

    /** The first scheduled word that depends on the nonce's low word: 19 = 15 + {@link #NONCE_LOW}. */
    private static final int FIRST_CHANGING = 19;

    private final int[] words = new int[Compression.ROUNDS];
    private final int[] early = new int[Compression.STATE_WORDS];
    private final int[] last = new int[Compression.STATE_WORDS];

    @Override
    public OptionalLong search(byte[] header, byte[] target, long firstNonce, int count) {
        Search.check(header, target, count);
        ByteBuffer in = ByteBuffer.wrap(header);
        int[] midstate = midstate(in);
        in.asIntBuffer().get(words, 0, NONCE_HIGH);
        Arrays.fill(words, END_MARK, BIT_LENGTH, 0);
        words[END_MARK] = 0x80000000;
        words[BIT_LENGTH] = 8 * HEADER_BYTES;
        int targetTop = ByteBuffer.wrap(target).getInt() + Integer.MIN_VALUE;
        int top = midstate[0];
        for (int i = 0; i < count; i++) {
            long nonce = firstNonce + i;
            if (i == 0 || (int) nonce == 0) {
                prepare(midstate, (int) (nonce >>> 32));
            }
            words[NONCE_LOW] = (int) nonce;
            Compression.rounds(early, last, words, NONCE_LOW, FIRST_CHANGING, Compression.ROUNDS);
            int hashTop = top + last[0];
            if (hashTop + Integer.MIN_VALUE <= targetTop && Search.meets(hash(midstate), target)) {
                return OptionalLong.of(nonce);
            }
        }
        return OptionalLong.empty();
    }

    private int[] midstate(ByteBuffer in) {
        int[] state = Compression.initialState();
        for (int i = 0; i < Compression.BLOCK_WORDS; i++) {
            words[i] = in.getInt();
        }
        Compression.compress(state, words);
        return state;
    }

    private void prepare(int[] midstate, int nonceHigh) {
        words[NONCE_HIGH] = nonceHigh;
        Compression.extend(words, Compression.BLOCK_WORDS, FIRST_CHANGING);
        Compression.rounds(midstate, early, words, 0, NONCE_LOW, NONCE_LOW);
    }

    private byte[] hash(int[] midstate) {
        ByteBuffer hash = ByteBuffer.allocate(TARGET_BYTES);
        for (int i = 0; i < last.length; i++) {
            hash.putInt(midstate[i] + last[i]);
        }
        return hash.array();
    }
}
