package carnet.crypto.sign;

import java.nio.charset.StandardCharsets;

/**
 * The domain strings that come first in every signed message (RULES 14), so that a signature made for one purpose is
 * worthless for another. Their bytes are ASCII and no one is a prefix of another.
 */
public enum SignatureDomain {
    /** Over genesis hash and block hash: the miner's detached signature (SPEC, "Block"). */
    BLOCK("carnet/block/1"),
    /** Over the transaction's bytes without signature (SPEC, "Transaction"). */
    TRANSACTION("carnet/transaction/1"),
    /** Over the own key of a node's TLS certificate (SPEC, "Peer links"). */
    TLS_CERTIFICATE("carnet/tls-certificate/1"),
    /** Over the transcript of a peer handshake (SPEC, "Hello"). */
    HELLO("carnet/hello/1"),
    /** Over the receipt that a node gives for a record it made durable (SPEC, "Receipt"). */
    RECEIPT("carnet/receipt/1"),
    /** Over a node's or a member's public card (SPEC, "Cards"). */
    CARD("carnet/card/1");

    private final String text;

    SignatureDomain(String text) {
        this.text = text;
    }

    /** Returns the domain string followed by one zero byte and the {@code parts}: the message to sign or verify. */
    public byte[] message(byte[]... parts) {
        byte[] domain = (text + "\0").getBytes(StandardCharsets.US_ASCII);
        int length = domain.length;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] message = new byte[length];
        System.arraycopy(domain, 0, message, 0, domain.length);
        int offset = domain.length;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, message, offset, part.length);
            offset += part.length;
        }
        return message;
    }
}
