package carnet.node.net;

import org.jspecify.annotations.Nullable;

/** Why a connection ended or was refused. The code travels in the GOODBYE frame, so the other side can say why too. */
public enum DisconnectReason {
    /** This node is stopping. */
    SHUTDOWN(1, Redial.NORMAL, "the node is stopping"),
    /** The other side closed and gave no reason. */
    CLOSED_BY_PEER(2, Redial.NORMAL, "the other side closed the connection"),
    /** Nobody accepted the connection at that address. */
    CONNECT_FAILED(3, Redial.NORMAL, "nobody answers at that address"),
    /** The operating system reported an error on the socket. */
    IO_ERROR(4, Redial.NORMAL, "the connection broke"),
    /** Not TLS 1.3, no certificate, or bytes that are not TLS at all. */
    TLS_FAILED(5, Redial.NORMAL, "the TLS 1.3 handshake failed"),
    /** The other side refused our certificate: most likely its policy list does not name this node. */
    REFUSED_BY_PEER(
            6,
            Redial.NORMAL,
            "it does not accept this node's key: it has another genesis file, or none that lists this node"),
    /** The policy list does not name the other side's key. */
    NOT_ALLOWED(7, Redial.SLOW, "its key is not one of the listed nodes"),
    /** TLS and HELLO took too long. */
    HANDSHAKE_TIMEOUT(8, Redial.NORMAL, "the handshake took too long"),
    /** A frame that does not decode, or a frame that does not belong here. */
    MALFORMED(9, Redial.SLOW, "a message is malformed"),
    /** A frame longer than its channel allows; nothing was allocated for it. */
    FRAME_TOO_LONG(10, Redial.SLOW, "a message is longer than allowed"),
    /** The other side speaks another version of the peer protocol. */
    WRONG_VERSION(11, Redial.SLOW, "the other side speaks another protocol version"),
    /** The other side belongs to a chain with another genesis. */
    WRONG_CHAIN(12, Redial.SLOW, "it has another genesis file"),
    /** The HELLO names another key than the certificate, or another node answers than the one dialed. */
    WRONG_KEY(13, Redial.SLOW, "another node answers than expected"),
    /** The HELLO's signature does not fit this very handshake: replayed or forged. */
    BAD_SIGNATURE(14, Redial.SLOW, "the HELLO signature does not fit this handshake"),
    /** The address is this node's own. */
    SELF(15, Redial.NEVER, "that address is this node itself"),
    /** Both nodes dialed; the connection dialed by the lower node id stays. */
    DUPLICATE(16, Redial.NORMAL, "a second connection between the same two nodes"),
    /** The same node dialed anew, so the older connection is dead. */
    REPLACED(17, Redial.NORMAL, "the same node connected anew"),
    /** A BULK connection without the CONTROL connection that it belongs to. */
    NO_CONTROL(18, Redial.NORMAL, "a bulk connection without its control connection"),
    /** The peer table is full. */
    TOO_MANY_PEERS(19, Redial.SLOW, "too many peers are connected"),
    /** Too many connections are still in their handshake. */
    TOO_MANY_HANDSHAKES(20, Redial.NORMAL, "too many handshakes at once"),
    /** The peer is banned for a time. */
    BANNED(21, Redial.SLOW, "the node is banned for now"),
    /** The peer connects too often. */
    FLAPPING(22, Redial.SLOW, "the node connects too often"),
    /** A frame began and did not end in time. */
    BODY_STALLED(23, Redial.NORMAL, "a message began and never ended"),
    /** Nothing came for too long. */
    IDLE(24, Redial.NORMAL, "nothing was heard for too long"),
    /** The peer does not read what is sent to it. */
    SLOW_READER(25, Redial.NORMAL, "the other side does not read fast enough"),
    /** The peer let too many requests go unanswered. */
    UNRESPONSIVE(26, Redial.NORMAL, "the other side does not answer requests"),
    /** The core judged the peer's messages. */
    MISBEHAVED(27, Redial.SLOW, "the other side broke the protocol"),
    /** A fault of this node's own code. */
    INTERNAL_ERROR(28, Redial.SLOW, "this node met a fault of its own"),
    /** No IP address is found for the host name of that address. */
    NAME_UNKNOWN(29, Redial.NORMAL, "its host name is not known here"),
    /** The other side says that this node is at fault; only what this node saw itself counts against the other side. */
    BLAMED_BY_PEER(30, Redial.SLOW, "it says that this node broke the protocol; its log may say how"),
    /** The other side banned this node for a time. */
    BANNED_BY_PEER(
            31, Redial.SLOW, "it refuses this node for now, after what it took for a fault; its log may say more");

    /** When to dial the same address again. */
    enum Redial {
        NORMAL,
        SLOW,
        NEVER
    }

    private static final DisconnectReason[] BY_CODE = values();

    private final int code;
    private final Redial redial;
    private final String text;

    DisconnectReason(int code, Redial redial, String text) {
        this.code = code;
        this.redial = redial;
        this.text = text;
    }

    /**
     * Returns what this reason means when the other side says it of this node: the fault that it names is this node's, if
     * anybody's.
     */
    DisconnectReason asTold() {
        return switch (this) {
            case NOT_ALLOWED -> REFUSED_BY_PEER;
            case BANNED, FLAPPING -> BANNED_BY_PEER;
            case MALFORMED, FRAME_TOO_LONG, BAD_SIGNATURE, WRONG_KEY, MISBEHAVED -> BLAMED_BY_PEER;
            case SELF, INTERNAL_ERROR, BODY_STALLED, IDLE, SLOW_READER, UNRESPONSIVE, HANDSHAKE_TIMEOUT ->
                CLOSED_BY_PEER;
            case SHUTDOWN,
                    CLOSED_BY_PEER,
                    CONNECT_FAILED,
                    IO_ERROR,
                    TLS_FAILED,
                    REFUSED_BY_PEER,
                    WRONG_VERSION,
                    WRONG_CHAIN,
                    DUPLICATE,
                    REPLACED,
                    NO_CONTROL,
                    TOO_MANY_PEERS,
                    TOO_MANY_HANDSHAKES,
                    NAME_UNKNOWN,
                    BLAMED_BY_PEER,
                    BANNED_BY_PEER -> this;
        };
    }

    /** Returns the number that travels. */
    int code() {
        return code;
    }

    Redial redial() {
        return redial;
    }

    /** Returns half a sentence for people. */
    public String text() {
        return text;
    }

    /** Returns the reason with that number, or null for a number that a later version may know. */
    static @Nullable DisconnectReason ofCode(int code) {
        for (DisconnectReason reason : BY_CODE) {
            if (reason.code == code) {
                return reason;
            }
        }
        return null;
    }
}
