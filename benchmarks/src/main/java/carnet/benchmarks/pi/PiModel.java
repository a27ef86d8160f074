package carnet.benchmarks.pi;

import carnet.benchmarks.results.Results;
import java.util.List;

/** What a Raspberry Pi 3B has, with where each figure comes from. */
final class PiModel {
    /** Cores of the BCM2837. */
    static final int CORES = 4;

    /** Memory that Linux and its programs share, in bytes. */
    static final long MEMORY_BYTES = 1L << 30;

    /** What its 100 Mbit Ethernet, which hangs on USB 2, carries in each direction; tc's notation. */
    static final String LINK_RATE = Results.EMULATED_LINK_BITS / 1_000_000 + "mbit";

    /** The same in bytes a second on the wire, headers included. */
    static final double LINK_BYTES_PER_SECOND = Results.EMULATED_LINK_BITS / 8;

    /** What one packet needs through a port of a switch and the USB bus, each way; tc's notation. */
    static final String LINK_DELAY = "150us";

    /**
     * Congestion control of TCP: Raspberry Pi OS has cubic; where this machine does not let a namespace have that, Reno,
     * by whose rate cubic goes on a link this short (RFC 9438, section 4.3).
     */
    static final List<String> CONGESTION_CONTROLS = List.of("cubic", "reno");

    /**
     * Bytes a second that a memory card must at least write in sequence: Application Performance Class 1 (SD Physical
     * Layer Specification 5.1), which cards sold for a Pi carry.
     */
    static final long WRITE_BYTES_PER_SECOND = Results.EMULATED_CARD_BYTES;

    /** Random writes a second that the same class asks for. */
    static final long WRITES_PER_SECOND = 500;

    /**
     * SHA-256 by compiled code on one Cortex-A53 at 1.2 GHz, in million bytes a second. OpenSSL's
     * crypto/sha/asm/sha512-armv8.pl gives 15.5 cycles a byte for its assembler on a Cortex-A53, 115 % faster than what a
     * compiler makes: 33.3 cycles a byte. The Pi 3B has no SHA instructions.
     */
    static final double SHA256_MEGABYTES_PER_SECOND = 1_200 / (15.5 * 2.15);

    /**
     * Options that keep a JVM from what a Pi 3B cannot do: AES, carry-less multiplication and SHA in hardware. Java 17 and
     * 25 take all of them. A JVM would count the cores of this machine, or those that the quota leaves.
     */
    static final List<String> JAVA_OPTIONS = List.of(
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:-UseAES",
            "-XX:-UseAESIntrinsics",
            "-XX:-UseGHASHIntrinsics",
            "-XX:-UseSHA",
            "-XX:-UseSHA1Intrinsics",
            "-XX:-UseSHA256Intrinsics",
            "-XX:-UseContainerSupport",
            "-XX:ActiveProcessorCount=" + CORES);

    /**
     * Environment that keeps BoringSSL from the same, and from vectors of more than the 16 bytes that a Cortex-A53 has: no
     * AES, carry-less multiplication, AVX, and nothing that came after it.
     */
    static final String BORINGSSL_LIMITS = "OPENSSL_ia32cap=~0x1200000200000000:~0xffffffffffffffff";

    /**
     * Environment that keeps what Go compiled from AES, carry-less multiplication and SHA in hardware. Libraries that ask
     * the processor themselves do not heed it.
     */
    static final String GO_LIMITS = "GODEBUG=cpu.aes=off,cpu.pclmulqdq=off,cpu.sha=off";

    private PiModel() {}
}
