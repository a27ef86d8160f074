package carnet.benchmarks.pi;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Accepts connections at one address and carries their bytes to and from another, both TCP or Unix domain sockets. One
 * thread serves all connections. A side that does not read is not read for: what waits in between is a buffer a
 * direction. The end of one direction is passed on by itself.
 */
final class Relay implements AutoCloseable {
    /** What waits in one direction of a connection. */
    private static final int BUFFER_BYTES = 16 * 1024;

    private static final int BACKLOG = 512;

    private final ServerSocketChannel server;
    private final SocketAddress address;
    private final SocketAddress target;
    private final Selector selector;
    private final Thread carrying = new Thread(this::carry, "relay");

    private Relay(ServerSocketChannel server, SocketAddress target) throws IOException {
        this.server = server;
        this.address = server.getLocalAddress();
        this.target = target;
        this.selector = Selector.open();
        server.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
        carrying.setDaemon(true);
    }

    /** Begins to accept at {@code address} and to carry to {@code target}, which is connected to for each connection. */
    static Relay start(SocketAddress address, SocketAddress target) throws IOException {
        ServerSocketChannel server = address instanceof UnixDomainSocketAddress
                ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                : ServerSocketChannel.open();
        try {
            Relay relay = new Relay(server.bind(address, BACKLOG), target);
            relay.carrying.start();
            return relay;
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    /** Returns where it accepts. */
    SocketAddress address() {
        return address;
    }

    /** One end of a connection. */
    private static final class End {
        final SocketChannel channel;
        final SelectionKey key;

        /** Read here and not yet written to the other end. */
        final ByteBuffer read = ByteBuffer.allocate(BUFFER_BYTES);

        boolean readAll;
        boolean toldEnd;

        @Nullable
        End other;

        End(SocketChannel channel, SelectionKey key) {
            this.channel = channel;
            this.key = key;
        }

        End other() {
            if (other == null) {
                throw new IllegalStateException("half a connection");
            }
            return other;
        }
    }

    private void carry() {
        try {
            while (server.isOpen()) {
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    if (key.attachment() instanceof End end) {
                        serve(end);
                    } else if (key.isValid() && key.isAcceptable()) {
                        accept();
                    }
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException | CancelledKeyException e) {
            if (server.isOpen()) {
                throw new IllegalStateException("the relay at " + address + " ends", e);
            }
        } finally {
            closeAll();
        }
    }

    private void accept() throws IOException {
        SocketChannel caller = server.accept();
        if (caller == null) {
            return;
        }
        SocketChannel called = SocketChannel.open(
                target instanceof UnixDomainSocketAddress ? StandardProtocolFamily.UNIX : StandardProtocolFamily.INET);
        End near = register(caller);
        End far = register(called);
        near.other = far;
        far.other = near;
        try {
            called.connect(target);
            update(near);
            update(far);
        } catch (IOException absent) {
            close(near);
        }
    }

    private End register(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        SelectionKey key = channel.register(selector, 0);
        End end = new End(channel, key);
        key.attach(end);
        return end;
    }

    private static void serve(End end) {
        try {
            if (end.channel.isConnectionPending() && !end.channel.finishConnect()) {
                return;
            }
            if (!end.readAll && end.read.hasRemaining() && end.key.isReadable()) {
                end.readAll = end.channel.read(end.read) < 0;
            }
            deliver(end);
            deliver(end.other());
            if (end.toldEnd && end.other().toldEnd) {
                close(end);
                return;
            }
            update(end);
            update(end.other());
        } catch (IOException | CancelledKeyException broken) {
            close(end);
        }
    }

    /** Writes what was read at one end to the other, and passes on that no more will come. */
    private static void deliver(End from) throws IOException {
        End to = from.other();
        if (!to.channel.isConnected()) {
            return;
        }
        if (from.read.position() > 0) {
            from.read.flip();
            to.channel.write(from.read);
            from.read.compact();
        }
        if (from.readAll && from.read.position() == 0 && !from.toldEnd) {
            to.channel.shutdownOutput();
            from.toldEnd = true;
        }
    }

    private static void update(End end) {
        int wanted = 0;
        if (end.channel.isConnectionPending()) {
            wanted = SelectionKey.OP_CONNECT;
        } else {
            if (!end.readAll && end.read.hasRemaining()) {
                wanted |= SelectionKey.OP_READ;
            }
            if (end.other().read.position() > 0) {
                wanted |= SelectionKey.OP_WRITE;
            }
        }
        end.key.interestOps(wanted);
    }

    private static void close(End end) {
        closeQuietly(end.channel);
        closeQuietly(end.other().channel);
    }

    private static void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It is of no use any more, whatever its last words were.
        }
    }

    private void closeAll() {
        for (SelectionKey key : selector.keys()) {
            if (key.attachment() instanceof End end) {
                closeQuietly(end.channel);
            }
        }
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends all connections and waits for its thread to end. */
    @Override
    public void close() throws IOException {
        server.close();
        selector.wakeup();
        try {
            carrying.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (address instanceof UnixDomainSocketAddress file) {
            Files.deleteIfExists(file.getPath());
        }
    }

    /**
     * The half of a relay that runs in a namespace: accepts at a Unix domain socket file, the first argument, and connects
     * to 127.0.0.1 at a port, the second. Ends when its standard input does, as it does when whoever started it is gone.
     */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        int port = Integer.parseInt(arguments[1]);
        try (Relay relay = start(
                UnixDomainSocketAddress.of(file), new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            System.out.println("ready at " + relay.address());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
