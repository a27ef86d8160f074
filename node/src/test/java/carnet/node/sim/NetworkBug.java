package carnet.node.sim;

import carnet.crypto.cid.Cid;
import carnet.crypto.sign.NodeId;
import carnet.node.core.Misbehaviour;
import carnet.node.run.Network;
import carnet.node.wire.Message;
import java.util.List;
import java.util.function.Function;

/** A network port that sends other messages than it was given. */
record NetworkBug(Network right, Function<Message, List<Message>> sending) implements Network {
    @Override
    public void send(NodeId peer, Message message) {
        sending.apply(message).forEach(sent -> right.send(peer, sent));
    }

    @Override
    public void fetch(NodeId peer, Cid cid, int maxBytes, boolean unnamed) {
        right.fetch(peer, cid, maxBytes, unnamed);
    }

    @Override
    public void take(NodeId from, Cid cid, byte[] bytes) {
        right.take(from, cid, bytes);
    }

    @Override
    public void disconnect(NodeId peer, Misbehaviour reason, boolean ban) {
        right.disconnect(peer, reason, ban);
    }
}
