package carnet.benchmarks.ratio;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.random.RandomGenerator;

/** The least that one copy of some bytes takes: through a TCP connection on the loopback address into a file, flushed. */
final class RawCopy {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Path directory;
    private final byte[] bytes;

    /**
     * Draws the bytes.
     *
     * @param directory on the disk that is meant
     */
    RawCopy(Path directory, int size, RandomGenerator random) {
        this.directory = directory;
        this.bytes = new byte[size];
        random.nextBytes(bytes);
    }

    /** Copies once; returns the nanoseconds from connecting until the file is flushed. */
    long nanos() throws IOException, InterruptedException {
        Path file = Files.createTempFile(directory, "raw-", ".copy");
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            FutureTask<Integer> sending = new FutureTask<>(() -> send(server.getLocalAddress()));
            Thread sender = new Thread(sending, "raw-copy");
            sender.setDaemon(true);
            long start = System.nanoTime();
            sender.start();
            receive(server, file);
            long nanos = System.nanoTime() - start;
            int sent = sending.get();
            if (sent != Files.size(file)) {
                throw new IOException("the raw copy has " + Files.size(file) + " of " + sent + " bytes");
            }
            return nanos;
        } catch (ExecutionException e) {
            throw new IOException("the raw copy could not be sent: " + e.getCause(), e);
        } finally {
            Files.delete(file);
        }
    }

    private int send(SocketAddress address) throws IOException {
        try (SocketChannel out = SocketChannel.open(address)) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
            for (int from = 0; from < bytes.length; from += BUFFER_BYTES) {
                buffer.clear()
                        .put(bytes, from, Math.min(BUFFER_BYTES, bytes.length - from))
                        .flip();
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
            }
        }
        return bytes.length;
    }

    private static void receive(ServerSocketChannel server, Path file) throws IOException {
        try (SocketChannel in = server.accept();
                FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
            while (in.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
                buffer.clear();
            }
            out.force(true);
        }
    }
}
