package carnet.node.sim;

import carnet.node.core.Event;
import carnet.node.core.Misbehaviour;
import carnet.node.wire.Message;
import carnet.storage.kv.Batch;

/** Whoever looks on while machines work. */
interface Watch {
    /** A machine's process has started and read its disk. */
    void onStarted(Machine machine);

    /** A machine wrote a batch. */
    void onCommit(Machine machine, Batch batch);

    /** A machine sent a message. */
    void onSend(Machine machine, Message message, int sizeBytes);

    /** A machine began to search for a nonce. */
    void onMining(Machine machine);

    /** A machine told the outside world something. */
    void onEvent(Machine machine, Event event);

    /** A machine ended the connection to a peer. */
    void onDisconnect(Machine machine, Peer peer, Misbehaviour reason, boolean ban);

    /** A machine received a block, or a part of one, that it had not asked for. */
    void onUnasked(Machine machine, Peer from);

    /** A machine received what does not decode. */
    void onUndecodable(Machine machine, Peer from, String why);
}
