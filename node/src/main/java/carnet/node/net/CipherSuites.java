package carnet.node.net;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which ciphers a node offers and takes. With AES instructions AES-GCM is several times faster than the JVM's
 * ChaCha20-Poly1305; without them, as on a Raspberry Pi 3B, several times slower. A node without them takes ChaCha20 only,
 * so that of two nodes the weaker one decides.
 */
final class CipherSuites {
    private static final String CHACHA = "TLS_CHACHA20_POLY1305_SHA256";
    private static final String AES = "TLS_AES_128_GCM_SHA256";

    private CipherSuites() {}

    /** Returns the ciphers for this machine, the best one first. */
    static List<String> ofThisMachine() {
        return of(hasAesInstructions());
    }

    static List<String> of(boolean aesInstructions) {
        return aesInstructions ? List.of(AES, CHACHA) : List.of(CHACHA);
    }

    /** Asks the JVM, which may have been told not to use them; one that does not tell is taken to have none. */
    private static boolean hasAesInstructions() {
        @Nullable HotSpotDiagnosticMXBean machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        try {
            return machine != null
                    && Boolean.parseBoolean(machine.getVMOption("UseAES").getValue());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
