package carnet.benchmarks.pi;

import java.util.Locale;

/**
 * How much of this machine's processors one Pi gets.
 *
 * @param hostMegabytesPerSecond SHA-256 by compiled code on one core of this machine, in million bytes per second of
 *     processor time
 * @param hostCores how many it has
 */
record Calibration(double hostMegabytesPerSecond, int hostCores) {
    /** Over which the kernel counts: short, so that a Pi that used up its share waits some milliseconds only. */
    static final long PERIOD_MICROS = 10_000;

    Calibration {
        if (!(hostMegabytesPerSecond > 0)) {
            throw new IllegalArgumentException("no rate: " + hostMegabytesPerSecond);
        }
    }

    /** Returns a core of a Pi in cores of this machine. */
    double coreShare() {
        return PiModel.SHA256_MEGABYTES_PER_SECOND / hostMegabytesPerSecond;
    }

    /** Returns a whole Pi in cores of this machine. */
    double piShare() {
        return PiModel.CORES * coreShare();
    }

    /** Returns the processor time that a Pi may use in each period, in microseconds. */
    long quotaMicros() {
        return Math.max(1_000, Math.round(piShare() * PERIOD_MICROS));
    }

    /** Returns whether {@code count} Pis can be busy at once without taking from each other. */
    boolean hasRoomFor(int count) {
        return count * piShare() <= hostCores;
    }

    /** Says it in words. */
    String line(int count) {
        String text = String.format(
                Locale.ROOT,
                "calibration: SHA-256 without SHA instructions %.0f MB/s on a core here, %.0f MB/s on a Cortex-A53 at"
                        + " 1.2 GHz (OpenSSL's sha512-armv8.pl: 15.5 cycles a byte, 2.15 times that when compiled): one"
                        + " Pi of %d cores gets %.2f cores of this machine's %d",
                hostMegabytesPerSecond,
                PiModel.SHA256_MEGABYTES_PER_SECOND,
                PiModel.CORES,
                piShare(),
                hostCores);
        return hasRoomFor(count)
                ? text
                : text
                        + String.format(
                                Locale.ROOT,
                                "; %d busy Pis want %.1f, so they are slower than real ones when all are busy",
                                count,
                                count * piShare());
    }
}
