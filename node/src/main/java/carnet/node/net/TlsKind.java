package carnet.node.net;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose TLS a node speaks, and which ciphers it offers and takes. BoringSSL's ChaCha20-Poly1305 is many times faster than
 * that of Java 17; where its library does not load, Java's own does. With AES instructions AES-GCM is the fastest of all,
 * without them, as on a Raspberry Pi 3B, the slowest.
 *
 * <p>Of two nodes the weaker one decides, whoever dials and whatever kind they are: a machine without AES instructions
 * offers ChaCha20 first or alone and takes nothing else when it is offered; one with them takes the dialer's first.
 * BoringSSL offers and chooses so by itself, by asking the processor; Java is told.
 *
 * @param provider whose TLS
 * @param ciphers what is offered and taken, the best first; null where the library decides
 * @param name for the log
 */
record TlsKind(SslProvider provider, @Nullable List<String> ciphers, String name) {
    private static final String CHACHA = "TLS_CHACHA20_POLY1305_SHA256";
    private static final String AES = "TLS_AES_128_GCM_SHA256";

    /** Returns the best that works here. */
    static TlsKind ofThisMachine() {
        if (OpenSsl.isAvailable()) {
            return boringSsl();
        }
        Throwable cause = OpenSsl.unavailabilityCause();
        return java(hasAesInstructions(), "Java (BoringSSL is not used: " + reason(cause) + ")");
    }

    /** Returns BoringSSL's, which must have been loaded. */
    static TlsKind boringSsl() {
        return new TlsKind(SslProvider.OPENSSL_REFCNT, null, "BoringSSL");
    }

    /** Returns Java's own. */
    static TlsKind java(boolean aesInstructions) {
        return java(aesInstructions, "Java");
    }

    private static TlsKind java(boolean aesInstructions, String name) {
        return new TlsKind(SslProvider.JDK, aesInstructions ? List.of(AES, CHACHA) : List.of(CHACHA), name);
    }

    private static String reason(@Nullable Throwable cause) {
        Throwable first = cause;
        while (first != null && first.getCause() != null) {
            first = first.getCause();
        }
        return first == null || first.getMessage() == null
                ? "its library does not load"
                : first.getMessage().lines().findFirst().orElse("");
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
