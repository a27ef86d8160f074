package carnet.node.net;

import carnet.consensus.codec.ByteReader;
import carnet.consensus.codec.ByteWriter;
import carnet.consensus.codec.DecodeException;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.PublicKey;

/**
 * The first message of each side, inside TLS (SPEC, "Hello"):
 *
 * <pre>
 *   u16 version | genesis 32 | node key 32 | u8 kind | nonce 32 | text host | u16 port | text user agent
 * </pre>
 *
 * @param genesis the sender's block 0
 * @param key the sender's node key
 * @param kind what the connection is for
 * @param nonce 32 fresh random bytes
 * @param host where the sender listens; empty for "the address you see me from"
 * @param port where the sender listens
 * @param userAgent program and version
 */
record Hello(Hash genesis, PublicKey key, LinkKind kind, Hash nonce, String host, int port, String userAgent) {
    /** The one protocol version so far. Every later version begins its HELLO with its number too. */
    static final int VERSION = 1;

    byte[] encode() {
        return new ByteWriter()
                .u16(VERSION)
                .hash(genesis)
                .key(key)
                .u8(kind.code())
                .hash(nonce)
                .text(host)
                .u16(port)
                .text(userAgent)
                .toBytes();
    }

    /** Returns the version that {@code bytes} begin with. */
    static int versionOf(byte[] bytes) throws DecodeException {
        return new ByteReader(bytes).u16("hello version");
    }

    static Hello decode(byte[] bytes) throws DecodeException {
        ByteReader in = new ByteReader(bytes);
        if (in.u16("hello version") != VERSION) {
            throw new DecodeException("hello version is not " + VERSION);
        }
        Hash genesis = in.hash("hello genesis");
        PublicKey key = in.key("hello key");
        LinkKind kind = LinkKind.ofCode(in.u8("hello kind"));
        Hash nonce = in.hash("hello nonce");
        String host = in.text("hello host", NetLimits.HOST_MAX_BYTES);
        int port = in.u16("hello port");
        String userAgent = in.text("hello user agent", NetLimits.USER_AGENT_MAX_BYTES);
        in.end();
        if (kind == null || port == 0 || !(host.isEmpty() || PeerAddress.isHost(host))) {
            throw new DecodeException("hello names no known kind or no address");
        }
        if (!userAgent.chars().allMatch(c -> c >= 0x20 && c <= 0x7e)) {
            throw new DecodeException("hello user agent is not printable ASCII");
        }
        return new Hello(genesis, key, kind, nonce, host, port, userAgent);
    }

    /** Returns where the sender listens, {@code seenFrom} being the IP address that it connects from. */
    PeerAddress address(String seenFrom) {
        return new PeerAddress(host.isEmpty() ? seenFrom : host, port);
    }
}
