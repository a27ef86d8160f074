package carnet.node.sim;

import carnet.crypto.cid.Cid;
import carnet.crypto.sign.NodeId;
import carnet.node.core.Event;
import carnet.node.core.MiningJob;
import carnet.node.core.Misbehaviour;
import carnet.node.run.Miner;
import carnet.node.run.Network;
import carnet.node.run.Publisher;
import carnet.node.wire.Message;
import carnet.node.wire.MessageCodec;

/** The ports of one machine's process: to the simulated network, miner and clients, each passing its kill point. */
record Ports(Surroundings world, Machine machine, Miner right, Mishaps mishaps) implements Network, Publisher, Miner {
    @Override
    public void send(NodeId peer, Message message) {
        byte[] bytes = MessageCodec.encode(message);
        machine.questions(peer).ask(message);
        world.trace()
                .add(machine.index(), "send", bytes, () -> message.getClass().getSimpleName());
        world.watch().onSend(machine, message, bytes.length);
        world.links().send(machine.index(), world.links().indexOf(peer), bytes);
        mishaps.pass(KillPoint.AFTER_SEND);
    }

    @Override
    public void fetch(NodeId peer, Cid cid, int maxBytes, boolean unnamed) {
        world.trace().add(machine.index(), "fetch", cid.bytes(), cid::toString);
        machine.fetch(peer, cid, maxBytes);
    }

    @Override
    public void take(NodeId from, Cid cid, byte[] bytes) {
        world.trace().add(machine.index(), "take", cid.bytes(), cid::toString);
        machine.take(from, cid, bytes);
    }

    @Override
    public void disconnect(NodeId peer, Misbehaviour reason, boolean ban) {
        int other = world.links().indexOf(peer);
        world.trace().add(machine.index(), "disconnect", reason + (ban ? " and ban" : ""));
        world.tally().add(Count.DISCONNECTS);
        world.watch().onDisconnect(machine, world.links().peer(other), reason, ban);
        if (ban) {
            world.links().ban(machine.index(), other);
        } else {
            world.links().close(machine.index(), other);
        }
    }

    @Override
    public void start(MiningJob job) {
        world.trace().add(machine.index(), "mine", job.header(), () -> "job " + job.id());
        world.watch().onMining(machine);
        right.start(job);
    }

    @Override
    public void stop() {
        right.stop();
    }

    @Override
    public void publish(Event event) {
        mishaps.pass(KillPoint.BEFORE_PUBLISH);
        world.trace().add(machine.index(), "event", event.toString());
        world.watch().onEvent(machine, event);
    }
}
