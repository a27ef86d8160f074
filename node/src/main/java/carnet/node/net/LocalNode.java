package carnet.node.net;

import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.PublicKey;
import carnet.crypto.sign.SigningKey;
import java.security.SecureRandom;
import java.util.function.Predicate;

/** This node as its peers meet it. Thread-safe. */
final class LocalNode {
    private final NetSettings settings;
    private final SigningKey signingKey;
    private final NodeId id;
    private final Predicate<PublicKey> allowed;
    private final SecureRandom nonces = new SecureRandom();
    private volatile int port;

    LocalNode(NetSettings settings, SigningKey signingKey, Predicate<PublicKey> allowed) {
        this.settings = settings;
        this.signingKey = signingKey;
        this.id = NodeId.of(signingKey.publicKey());
        this.allowed = allowed;
    }

    SigningKey signingKey() {
        return signingKey;
    }

    PublicKey key() {
        return signingKey.publicKey();
    }

    NodeId id() {
        return id;
    }

    Hash genesis() {
        return settings.genesis();
    }

    NetTimings timings() {
        return settings.timings();
    }

    boolean allows(PublicKey key) {
        return allowed.test(key);
    }

    int port() {
        return port;
    }

    void listensOn(int value) {
        port = value;
    }

    Hello hello(LinkKind kind) {
        byte[] nonce = new byte[Hash.LENGTH_BYTES];
        nonces.nextBytes(nonce);
        String host = settings.advertisedHost();
        return new Hello(
                settings.genesis(), key(), kind, Hash.of(nonce), host == null ? "" : host, port, settings.userAgent());
    }
}
