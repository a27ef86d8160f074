package carnet.benchmarks.pi;

import carnet.crypto.hash.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Measures, as a process on a Pi or beside all of them, what the hardware does without a node. Prints plain numbers. */
public final class Probe {
    private static final int MESSAGE_BYTES = 64 * 1024;
    private static final long WARM_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);
    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int SLICES = 4;

    /** More of them for one core: on a busy machine some catch the compiler late or a core that is shared. */
    private static final int CORE_SLICES = 8;

    private static final int SMALL_BYTES = 4 * 1024;
    private static final int LARGE_BYTES = 1024 * 1024;
    private static final int SMALL_WRITES = 50;
    private static final int LARGE_WRITES = 5;

    private Probe() {}

    /** Runs one of: core; cores THREADS; receive ADDRESS PORT; send ADDRESS PORT BYTES; disk DIRECTORY. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        switch (arguments[0]) {
            case "core" -> print(oneCore());
            case "cores" -> print(cores(Integer.parseInt(arguments[1])));
            case "receive" -> receive(InetAddress.getByName(arguments[1]), Integer.parseInt(arguments[2]));
            case "send" -> send(arguments[1], Integer.parseInt(arguments[2]), Long.parseLong(arguments[3]));
            case "disk" -> {
                print(flushMillis(Path.of(arguments[1]), SMALL_BYTES, SMALL_WRITES));
                print(flushMillis(Path.of(arguments[1]), LARGE_BYTES, LARGE_WRITES));
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void print(double value) {
        System.out.println(String.format(Locale.ROOT, "%.3f", value));
    }

    /** Returns million bytes per second of processor time that SHA-256 takes on one thread: the best of some slices. */
    private static double oneCore() {
        Hashing hashing = new Hashing();
        hashing.forNanos(WARM_UP_NANOS);
        double best = 0;
        for (int i = 0; i < CORE_SLICES; i++) {
            long before = processorNanos();
            long bytes = hashing.forNanos(SLICE_NANOS);
            best = Math.max(best, bytes * 1e3 / Math.max(1, processorNanos() - before));
        }
        return best;
    }

    private static long processorNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** Returns million bytes a second, by the clock, of SHA-256 on all threads together. */
    private static double cores(int threads) throws InterruptedException {
        AtomicLong bytes = new AtomicLong();
        Thread[] all = new Thread[threads];
        for (int i = 0; i < threads; i++) {
            all[i] = new Thread(() -> {
                Hashing hashing = new Hashing();
                hashing.forNanos(WARM_UP_NANOS);
                bytes.addAndGet(hashing.forNanos(SLICES * SLICE_NANOS));
            });
            all[i].start();
        }
        for (Thread each : all) {
            each.join();
        }
        return bytes.get() * 1e3 / (SLICES * SLICE_NANOS);
    }

    private static final class Hashing {
        private final MessageDigest digest = Sha256.newDigest();
        private final byte[] message = new byte[MESSAGE_BYTES];

        /** Returns how many bytes were hashed. */
        long forNanos(long nanos) {
            long start = System.nanoTime();
            long bytes = 0;
            while (System.nanoTime() - start < nanos) {
                message[0] = digest.digest(message)[0];
                bytes += MESSAGE_BYTES;
            }
            return bytes;
        }
    }

    /** Takes one connection, then prints how many bytes came and the seconds from the first to the last. */
    private static void receive(InetAddress address, int port) throws IOException {
        try (ServerSocket server = new ServerSocket(port, 1, address)) {
            System.out.println("ready");
            try (Socket socket = server.accept();
                    InputStream in = socket.getInputStream()) {
                byte[] buffer = new byte[MESSAGE_BYTES];
                long bytes = Math.max(0, in.read(buffer));
                long start = System.nanoTime();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    bytes += read;
                }
                System.out.println(bytes);
                print((System.nanoTime() - start) / 1e9);
            }
        }
    }

    private static void send(String address, int port, long bytes) throws IOException {
        try (Socket socket = new Socket(address, port);
                OutputStream out = socket.getOutputStream()) {
            byte[] buffer = new byte[MESSAGE_BYTES];
            for (long left = bytes; left > 0; left -= buffer.length) {
                out.write(buffer, 0, (int) Math.min(left, buffer.length));
            }
        }
    }

    /** Returns the median of the milliseconds that appending and flushing takes. */
    private static double flushMillis(Path directory, int bytes, int times) throws IOException {
        Path file = Files.createTempFile(directory, "probe", ".bin");
        double[] millis = new double[times];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int i = 0; i < times; i++) {
                long start = System.nanoTime();
                ByteBuffer buffer = ByteBuffer.allocate(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(false);
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
        } finally {
            Files.delete(file);
        }
        Arrays.sort(millis);
        return millis[times / 2];
    }
}
