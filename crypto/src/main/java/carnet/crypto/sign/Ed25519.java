package carnet.crypto.sign;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.math.ec.rfc8032.Ed25519.PublicPoint;
import org.jspecify.annotations.Nullable;

/**
 * The one signature rule of Carnet: BouncyCastle's verdict after our own key checks (RULES 4). Providers differ on edge
 * cases, so no other implementation may decide on a signature that nodes must agree on.
 *
 * <p>In the words of RFC 8032: the key A is canonical and not of low order, R is canonical, S is below the group order L,
 * and {@code [8][S]B = [8]R + [8][k]A} holds, the equation with the cofactor. R may be of low order, and A and R may have
 * a low-order component. The verdicts on all known edge cases are kept as test data.
 */
public final class Ed25519 {
    /**
     * The encodings of all points whose order divides 8. A canonical y with x = 0 and the sign bit set is a second
     * writing of the same point, so those two are listed as well.
     */
    private static final List<byte[]> LOW_ORDER_KEYS = List.of(
            key("0000000000000000000000000000000000000000000000000000000000000000"),
            key("0000000000000000000000000000000000000000000000000000000000000080"),
            key("0100000000000000000000000000000000000000000000000000000000000000"),
            key("0100000000000000000000000000000000000000000000000000000000000080"),
            key("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
            key("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"),
            key("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
            key("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85"),
            key("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
            key("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa"));

    private Ed25519() {}

    /** Returns whether {@code signature} is {@code key}'s signature of {@code message}. */
    public static boolean verify(PublicKey key, byte[] message, Signature signature) {
        return org.bouncycastle.math.ec.rfc8032.Ed25519.verify(
                signature.shared(), 0, key.point(), message, 0, message.length);
    }

    /** Returns the point that an acceptable key stands for, or null for any other key. */
    static @Nullable PublicPoint decodeKey(byte[] key) {
        for (byte[] lowOrder : LOW_ORDER_KEYS) {
            if (Arrays.equals(lowOrder, key)) {
                return null;
            }
        }
        return org.bouncycastle.math.ec.rfc8032.Ed25519.validatePublicKeyPartialExport(key, 0);
    }

    private static byte[] key(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
