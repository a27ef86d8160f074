package carnet.node.net;

import carnet.consensus.codec.ByteReader;
import carnet.consensus.codec.ByteWriter;
import carnet.consensus.codec.DecodeException;
import carnet.crypto.sign.NodeId;
import carnet.crypto.sign.PublicKey;
import java.util.ArrayList;
import java.util.List;

/**
 * A node and where it listens by its own account: worth keeping over a restart.
 *
 * @param key the node's key
 * @param address where it listens
 */
public record KnownAddress(PublicKey key, PeerAddress address) {
    /** Returns the node's id. */
    public NodeId id() {
        return NodeId.of(key);
    }

    /** Writes {@code u16 count} and for each {@code key 32 | text host | u16 port}. */
    static byte[] encode(List<KnownAddress> list) {
        ByteWriter out = new ByteWriter().u16(list.size());
        for (KnownAddress known : list) {
            out.key(known.key).text(known.address.host()).u16(known.address.port());
        }
        return out.toBytes();
    }

    static List<KnownAddress> decode(byte[] payload) throws DecodeException {
        ByteReader in = new ByteReader(payload);
        int count = in.u16("address count");
        if (count > NetLimits.ADDRESSES_MAX) {
            throw new DecodeException("address count is " + count + ", the limit is " + NetLimits.ADDRESSES_MAX);
        }
        List<KnownAddress> list = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            PublicKey key = in.key("address key");
            String host = in.text("address host", NetLimits.HOST_MAX_BYTES);
            int port = in.u16("address port");
            if (port == 0 || !PeerAddress.isHost(host)) {
                throw new DecodeException("address is no host and port");
            }
            list.add(new KnownAddress(key, new PeerAddress(host, port)));
        }
        in.end();
        return list;
    }
}
