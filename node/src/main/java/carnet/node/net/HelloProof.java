package carnet.node.net;

import carnet.consensus.codec.ByteWriter;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.Ed25519;
import carnet.crypto.sign.PublicKey;
import carnet.crypto.sign.Signature;
import carnet.crypto.sign.SignatureDomain;
import carnet.crypto.sign.SigningKey;

/**
 * What both sides sign after the HELLOs (SPEC, "Hello"): the role, the genesis, the kind, both HELLOs with their nonces
 * and both node keys. So a signature is worth nothing on another chain, in another handshake, for the other
 * role or between other nodes. (TLS key export, which would also name the TLS session, is not in Java 17.)
 *
 * @param genesis the common block 0
 * @param kind what the connection is for
 * @param dialerHello the dialing side's HELLO as sent
 * @param acceptorHello the accepting side's HELLO as sent
 * @param dialerKey the dialing side's node key
 * @param acceptorKey the accepting side's node key
 */
record HelloProof(
        Hash genesis,
        LinkKind kind,
        byte[] dialerHello,
        byte[] acceptorHello,
        PublicKey dialerKey,
        PublicKey acceptorKey) {
    private static final int DIALER = 1;
    private static final int ACCEPTOR = 2;

    byte[] sign(SigningKey key, boolean asDialer) {
        return key.sign(message(asDialer)).bytes();
    }

    boolean verify(byte[] signature, boolean asDialer) {
        return signature.length == Signature.LENGTH_BYTES
                && Ed25519.verify(asDialer ? dialerKey : acceptorKey, message(asDialer), Signature.of(signature));
    }

    private byte[] message(boolean asDialer) {
        return SignatureDomain.HELLO.message(new ByteWriter()
                .u8(asDialer ? DIALER : ACCEPTOR)
                .hash(genesis)
                .u8(kind.code())
                .bytes(dialerHello)
                .bytes(acceptorHello)
                .key(dialerKey)
                .key(acceptorKey)
                .toBytes());
    }
}
