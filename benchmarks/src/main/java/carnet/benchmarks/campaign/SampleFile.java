package carnet.benchmarks.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * A file that can be made again at any time: nine of ten have up to 64 KiB, every tenth has 1 MB, the first is empty.
 *
 * @param index from 0
 * @param seed of the campaign
 */
record SampleFile(int index, long seed) {
    private static final int SMALL_BYTES = 64 * 1024;
    private static final int LARGE_BYTES = 1_000_000;
    private static final int LARGE_INTERVAL = 10;

    /** Returns the content. */
    byte[] bytes() {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + index);
        int size = random.nextInt(SMALL_BYTES + 1);
        if (index == 0) {
            size = 0;
        } else if (index % LARGE_INTERVAL == LARGE_INTERVAL - 1) {
            size = LARGE_BYTES;
        }
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Writes it into {@code directory}. */
    Path write(Path directory) throws IOException {
        return Files.write(directory.resolve("file-" + index + ".bin"), bytes());
    }
}
