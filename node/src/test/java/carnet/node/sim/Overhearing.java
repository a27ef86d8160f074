package carnet.node.sim;

import carnet.crypto.cid.Cid;
import carnet.crypto.sign.NodeId;
import carnet.node.core.Misbehaviour;
import carnet.node.run.Network;
import carnet.node.wire.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Hears what all nodes send, and may change or lose some of it. */
final class Overhearing implements Wiring {
    private final List<Message> sent = new ArrayList<>();
    private BiFunction<NodeId, Message, Optional<Message>> passing = (to, message) -> Optional.of(message);

    /** Returns what was sent and not lost, oldest first; may be cleared. */
    List<Message> sent() {
        return sent;
    }

    /** Says what becomes of each message from now on, given to whom it goes. */
    void let(BiFunction<NodeId, Message, Optional<Message>> pass) {
        passing = pass;
    }

    @Override
    public Network network(Network right) {
        return new Network() {
            @Override
            public void send(NodeId peer, Message message) {
                passing.apply(peer, message).ifPresent(left -> {
                    sent.add(left);
                    right.send(peer, left);
                });
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
        };
    }
}
