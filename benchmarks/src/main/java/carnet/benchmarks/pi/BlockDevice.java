package carnet.benchmarks.pi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the disk that a file is on. */
final class BlockDevice {
    private static final Path DEVICES = Path.of("/sys/dev/block");

    private BlockDevice() {}

    /** Returns "major:minor" of the whole disk below {@code file}, or nothing when it is in memory or on a network. */
    static Optional<String> of(Path file) throws IOException {
        if (!(Files.getAttribute(file, "unix:dev") instanceof Long number)) {
            return Optional.empty();
        }
        Path device = DEVICES.resolve(name(number));
        if (!Files.exists(device)) {
            return Optional.empty();
        }
        Path real = device.toRealPath();
        // The kernel limits whole disks, not their partitions.
        Path disk = Files.exists(real.resolve("partition")) ? real.resolveSibling("dev") : real.resolve("dev");
        return Optional.of(Files.readString(disk).strip());
    }

    /** Takes a device number apart as Linux packs it (makedev(3)). */
    static String name(long number) {
        long major = ((number >> 8) & 0xfff) | ((number >> 32) & ~0xfffL);
        long minor = (number & 0xff) | ((number >> 12) & ~0xffL);
        return major + ":" + minor;
    }
}
