package carnet.benchmarks.storage;

import carnet.crypto.cid.Cid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Keeps 300 files of 1 MB (chunks of 256 KiB) in each {@link Layout}, by few threads and by one for each file, and prints
 * bytes written for each byte kept, flushes and time. Run it on the disk to be measured, with a scratch directory as
 * its only argument; Linux only, since it reads {@code /proc/self/io}.
 */
public final class ContentLayouts {
    private static final int FILES = 300;
    private static final int FILE_BYTES = 1_000_000;
    private static final int CHUNK_BYTES = 256 << 10;
    private static final int[] THREADS = {1, 8, FILES};

    private final Path scratch;

    private ContentLayouts(Path scratch) {
        this.scratch = scratch;
    }

    /** Opens a layout in an empty directory. */
    @FunctionalInterface
    private interface Opening {
        Layout open(Path directory) throws IOException;
    }

    private record File(Cid[] cids, byte[][] blocks) {}

    /** Measures in the directory {@code arguments[0]}. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 1) {
            System.err.println("usage: ContentLayouts SCRATCH-DIRECTORY");
            System.exit(2);
        }
        ContentLayouts measurement = new ContentLayouts(Path.of(arguments[0]));
        System.out.printf(
                Locale.ROOT, "%-18s %8s %14s %9s %9s%n", "layout", "threads", "written/kept", "flushes", "time");
        for (int threads : THREADS) {
            measurement.measure("segments", threads, SegmentLayout::new);
            measurement.measure("file per chunk", threads, FileLayout::new);
            measurement.measure("blob files", threads, BlobLayout::new);
        }
    }

    private void measure(String name, int threads, Opening opening) throws Exception {
        List<File> files = files(threads + name.hashCode());
        Path directory = Files.createTempDirectory(Files.createDirectories(scratch), "layout");
        try (Layout layout = opening.open(directory)) {
            long flushesBefore = layout.flushes();
            long writtenBefore = writtenBytes();
            long start = System.nanoTime();
            keepAll(layout, files, threads);
            double seconds = (System.nanoTime() - start) / 1e9;
            long flushes = layout.flushes() - flushesBefore;
            layout.settle();
            double ratio = (writtenBytes() - writtenBefore) / ((double) FILES * FILE_BYTES);
            System.out.printf(Locale.ROOT, "%-18s %8d %14.3f %9d %7.2f s%n", name, threads, ratio, flushes, seconds);
        }
        delete(directory);
    }

    private static void keepAll(Layout layout, List<File> files, int threads)
            throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Void>> work = new ArrayList<>();
            for (File file : files) {
                work.add(() -> {
                    layout.keep(file.cids(), file.blocks());
                    return null;
                });
            }
            for (Future<Void> done : pool.invokeAll(work)) {
                done.get();
            }
        } finally {
            pool.shutdown();
        }
    }

    private static List<File> files(int seed) {
        Random random = new Random(seed);
        int chunks = (FILE_BYTES + CHUNK_BYTES - 1) / CHUNK_BYTES;
        List<File> files = new ArrayList<>();
        for (int f = 0; f < FILES; f++) {
            File file = new File(new Cid[chunks], new byte[chunks][]);
            for (int c = 0; c < chunks; c++) {
                byte[] block = new byte[Math.min(CHUNK_BYTES, FILE_BYTES - c * CHUNK_BYTES)];
                random.nextBytes(block);
                file.blocks()[c] = block;
                file.cids()[c] = Cid.ofRaw(block);
            }
            files.add(file);
        }
        return files;
    }

    /** Bytes that this process caused to be sent to the disk, as Linux counts them. */
    private static long writtenBytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/io"))) {
            if (line.startsWith("write_bytes: ")) {
                return Long.parseLong(line.substring("write_bytes: ".length()));
            }
        }
        throw new IOException("/proc/self/io does not tell write_bytes");
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
