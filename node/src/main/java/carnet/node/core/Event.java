package carnet.node.core;

import carnet.consensus.block.BlockMeta;
import carnet.consensus.tx.RecordContent;
import carnet.consensus.tx.Transaction;
import carnet.crypto.hash.Hash;
import carnet.crypto.sign.NodeId;

/** What the core tells the outside world, after it is durable. */
public sealed interface Event {
    /** A submitted transaction is durable here. */
    record Accepted(long submitId, Hash txid, long acceptedAtMillis) implements Event {}

    /** A submitted transaction was here before. */
    record AlreadyKnown(long submitId, Hash txid) implements Event {}

    /** A submitted transaction is refused for good. */
    record Refused(long submitId, String code, String message) implements Event {}

    /** A submitted transaction cannot be taken now. */
    record Busy(long submitId, String code, String message, long retryAfterMillis) implements Event {
        static Busy readOnly(long submitId) {
            return new Busy(submitId, "READ_ONLY", "The node's disk is full; it serves and takes nothing new.", 5_000);
        }

        static Busy syncing(long submitId, long height) {
            return new Busy(
                    submitId,
                    "SYNCING",
                    "The node fetches blocks that others have and is at block " + height
                            + ". Try again, or use another node.",
                    2_000);
        }
    }

    /** The head moved; more than one block may lie between two of these. */
    record HeadChanged(BlockMeta head, int undone, int applied) implements Event {}

    /** A record's payload and key box are here in full; {@code isNew} unless they were before. */
    record RecordHeld(RecordContent content, boolean isNew) implements Event {}

    /** What was held is named by no record any more. */
    record RecordReleased(RecordContent content) implements Event {}

    /** A pending transaction left the pool without a block. */
    record Dropped(Transaction transaction, String reason) implements Event {}

    /** A peer did what it must not. */
    record PeerBlamed(NodeId peer, Misbehaviour misbehaviour, String detail) implements Event {}

    /** Something an operator should know. */
    record Warning(String text) implements Event {}
}
