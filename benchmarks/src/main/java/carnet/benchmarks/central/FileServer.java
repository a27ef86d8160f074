package carnet.benchmarks.central;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A process that keeps files: it takes name, length and bytes over a connection, writes and flushes the file and the
 * directory that names it, and answers whether it did; one file after the other on each connection.
 */
public final class FileServer {
    /** What it prints when it takes connections. */
    static final String READY = "ready";

    private static final int BUFFER_BYTES = 256 * 1024;

    private FileServer() {}

    /** Serves at address and port, the first two arguments, into the directory that is the third, until it is killed. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[2]);
        try (ServerSocket server =
                new ServerSocket(Integer.parseInt(arguments[1]), 64, InetAddress.getByName(arguments[0]))) {
            System.out.println(READY);
            while (true) {
                Socket socket = server.accept();
                Thread thread = new Thread(() -> serve(socket, directory), "connection");
                thread.setDaemon(true);
                thread.start();
            }
        }
    }

    private static void serve(Socket socket, Path directory) {
        try (socket;
                FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            socket.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES));
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            byte[] buffer = new byte[BUFFER_BYTES];
            while (true) {
                Path file = directory.resolve(Path.of(in.readUTF()).getFileName());
                try (FileChannel channel =
                        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                    receive(in, in.readLong(), buffer, channel);
                    channel.force(true);
                }
                names.force(true);
                out.writeBoolean(true);
                out.flush();
            }
        } catch (EOFException clientIsDone) {
            return;
        } catch (IOException e) {
            System.err.println("file server: " + e);
        }
    }

    private static void receive(DataInputStream in, long length, byte[] buffer, FileChannel channel)
            throws IOException {
        long left = length;
        while (left > 0) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                throw new EOFException("the file ended " + left + " bytes early");
            }
            ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            left -= count;
        }
    }
}
