package carnet.node.net;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.crypto.hash.Hash;
import carnet.crypto.sign.SigningKey;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** A peer that says what a test wants, over Java's own TLS sockets. */
final class RawPeer implements AutoCloseable {
    private static final int READ_MILLIS = 10_000;

    final SSLSocket socket;
    final DataInputStream in;
    final DataOutputStream out;
    final SigningKey key;
    private final SSLContext context;

    /** Connects; {@code key} null shows no certificate. */
    private RawPeer(PeerAddress address, SigningKey key, boolean showsCertificate, String protocol)
            throws IOException, GeneralSecurityException {
        this(address, key, context(showsCertificate ? NodeCertificate.of(key) : null), protocol);
    }

    private RawPeer(PeerAddress address, SigningKey key, SSLContext context, String protocol) throws IOException {
        this.key = key;
        this.context = context;
        socket = (SSLSocket) context.getSocketFactory().createSocket();
        socket.connect(new InetSocketAddress(address.host(), address.port()));
        socket.setSoTimeout(READ_MILLIS);
        socket.setTcpNoDelay(true);
        socket.setEnabledProtocols(new String[] {protocol});
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
    }

    private static SSLContext context(@Nullable NodeCertificate own) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own == null ? null : keyManagers(own), new TrustManager[] {new PinnedTrust(peer -> true)}, null);
        return context;
    }

    /** Connects to the same node again, and resumes the TLS session if it can. */
    RawPeer again(Node node) throws IOException {
        return new RawPeer(node.address(), key, context, "TLSv1.3");
    }

    static RawPeer connect(Node node, SigningKey key) throws IOException, GeneralSecurityException {
        return new RawPeer(node.address(), key, true, "TLSv1.3");
    }

    /** Connects as whoever {@code own} says. */
    static RawPeer showing(Node node, NodeCertificate own) throws IOException, GeneralSecurityException {
        return new RawPeer(node.address(), Network.key(1), context(own), "TLSv1.3");
    }

    static RawPeer withoutCertificate(Node node) throws IOException, GeneralSecurityException {
        return new RawPeer(node.address(), Network.key(0), false, "TLSv1.3");
    }

    static RawPeer speaking(Node node, String protocol) throws IOException, GeneralSecurityException {
        return new RawPeer(node.address(), Network.key(1), true, protocol);
    }

    /** Connects and completes the HELLO exchange on a CONTROL connection. */
    static RawPeer joined(Node node, SigningKey key) throws IOException, GeneralSecurityException {
        return joined(node, key, LinkKind.CONTROL);
    }

    static RawPeer joined(Node node, SigningKey key, LinkKind kind) throws IOException, GeneralSecurityException {
        RawPeer peer = connect(node, key);
        byte[] own = peer.hello(kind, key).encode();
        peer.send(Frame.HELLO, own);
        Frame theirs = peer.receive();
        peer.receive();
        peer.send(Frame.PROOF, peer.proof(node, kind, own, theirs.payload()));
        return peer;
    }

    Hello hello(LinkKind kind, SigningKey claimed) {
        return new Hello(Network.GENESIS, claimed.publicKey(), kind, Hash.ZERO, "", 9, "raw");
    }

    byte[] proof(Node node, LinkKind kind, byte[] ownHello, byte[] theirHello) {
        return new HelloProof(Network.GENESIS, kind, ownHello, theirHello, key.publicKey(), node.key.publicKey())
                .sign(key, true);
    }

    /** Sends a frame in one piece: the node may hang up after the first byte that is wrong. */
    void send(int type, byte[] payload) throws IOException {
        out.write(ByteBuffer.allocate(Integer.BYTES + 1 + payload.length)
                .putInt(payload.length + 1)
                .put((byte) type)
                .put(payload)
                .array());
        out.flush();
    }

    /** Sends a frame to a node that may have hung up already. */
    void sendQuietly(int type, byte[] payload) {
        try {
            send(type, payload);
        } catch (IOException e) {
            assertThat(e).hasMessageMatching("(?i).*(reset|pipe|closed).*");
        }
    }

    Frame receive() throws IOException {
        byte[] content = new byte[in.readInt()];
        in.readFully(content);
        return new Frame(content[0], java.util.Arrays.copyOfRange(content, 1, content.length));
    }

    /** Reads until the connection ends and returns the reason given, or null. */
    @Nullable
    DisconnectReason farewell() {
        DisconnectReason reason = null;
        try {
            while (true) {
                Frame frame = receive();
                if (frame.type() == Frame.GOODBYE) {
                    reason = DisconnectReason.ofCode(frame.payload()[0]);
                }
            }
        } catch (IOException e) {
            return reason;
        }
    }

    private static KeyManager[] keyManagers(NodeCertificate own) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("node", own.privateKey(), new char[0], new Certificate[] {own.certificate()});
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, new char[0]);
        return factory.getKeyManagers();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
