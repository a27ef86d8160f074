package carnet.node.app;

import carnet.crypto.cid.Cid;
import carnet.crypto.sign.NodeId;
import carnet.node.core.MiningJob;
import carnet.node.core.Misbehaviour;
import carnet.node.run.Miner;
import carnet.node.run.Network;
import carnet.node.wire.Message;

/** The runner's ports, which are made before what is behind them: network and miner name the loop, the loop the runner. */
final class Doors implements Network, Miner {
    private Network network;
    private Miner miner;

    @SuppressWarnings("NullAway.Init")
    Doors() {}

    /** Puts what is behind the ports in place; before the loop starts. */
    void open(Network peers, Miner search) {
        network = peers;
        miner = search;
    }

    @Override
    public void send(NodeId peer, Message message) {
        network.send(peer, message);
    }

    @Override
    public void fetch(NodeId peer, Cid cid, int maxBytes, boolean unnamed) {
        network.fetch(peer, cid, maxBytes, unnamed);
    }

    @Override
    public void take(NodeId from, Cid cid, byte[] bytes) {
        network.take(from, cid, bytes);
    }

    @Override
    public void disconnect(NodeId peer, Misbehaviour reason, boolean ban) {
        network.disconnect(peer, reason, ban);
    }

    @Override
    public void start(MiningJob job) {
        miner.start(job);
    }

    @Override
    public void stop() {
        miner.stop();
    }
}
