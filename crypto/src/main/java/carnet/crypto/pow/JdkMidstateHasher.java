package carnet.crypto.pow;

import carnet.crypto.hash.Sha256;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.OptionalLong;

/** Compresses the header's first 64 bytes once per search and copies that digest for each nonce. */
final class JdkMidstateHasher implements NonceHasher {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int BLOCK_BYTES = 64;

    private final byte[] hash = new byte[TARGET_BYTES];

    @Override
    public OptionalLong search(byte[] header, byte[] target, long firstNonce, int count) {
        Search.check(header, target, count);
        MessageDigest midstate = Sha256.newDigest();
        midstate.update(header, 0, BLOCK_BYTES);
        byte[] tail = Arrays.copyOfRange(header, BLOCK_BYTES, HEADER_BYTES);
        try {
            for (int i = 0; i < count; i++) {
                LONG.set(tail, NONCE_OFFSET - BLOCK_BYTES, firstNonce + i);
                MessageDigest digest = (MessageDigest) midstate.clone();
                digest.update(tail);
                digest.digest(hash, 0, hash.length);
                if (Search.meets(hash, target)) {
                    return OptionalLong.of(firstNonce + i);
                }
            }
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 fits 32 bytes", e);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("every JDK's SHA-256 can be copied", e);
        }
        return OptionalLong.empty();
    }
}
