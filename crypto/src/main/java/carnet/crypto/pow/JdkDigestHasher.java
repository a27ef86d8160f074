package carnet.crypto.pow;

import carnet.crypto.hash.Sha256;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.OptionalLong;

/** Hashes the whole header, two compressions, with one digest that is used again and again. */
final class JdkDigestHasher implements NonceHasher {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final MessageDigest digest = Sha256.newDigest();
    private final byte[] hash = new byte[TARGET_BYTES];

    @Override
    public OptionalLong search(byte[] header, byte[] target, long firstNonce, int count) {
        Search.check(header, target, count);
        byte[] tried = header.clone();
        try {
            for (int i = 0; i < count; i++) {
                LONG.set(tried, NONCE_OFFSET, firstNonce + i);
                digest.update(tried);
                digest.digest(hash, 0, hash.length);
                if (Search.meets(hash, target)) {
                    return OptionalLong.of(firstNonce + i);
                }
            }
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 fits 32 bytes", e);
        }
        return OptionalLong.empty();
    }
}
