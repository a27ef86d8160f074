package carnet.node.sim;

import carnet.node.core.Holdings;
import carnet.node.core.SignatureCheck;
import carnet.node.run.Network;
import carnet.node.run.Publisher;
import carnet.storage.content.ContentStore;
import carnet.storage.kv.KeyValueStore;

/**
 * How a machine's parts are put together around the core. Each method is given the right part and returns the part to
 * use: the same one here, another one where a bug is planted.
 */
interface Wiring {
    /** Everything as in production. */
    Wiring RIGHT = new Wiring() {};

    default KeyValueStore store(KeyValueStore right) {
        return right;
    }

    default ContentStore content(ContentStore right) {
        return right;
    }

    default Holdings holdings(Holdings right) {
        return right;
    }

    default SignatureCheck signatures(SignatureCheck right) {
        return right;
    }

    default Network network(Network right) {
        return right;
    }

    default Publisher publisher(Publisher right) {
        return right;
    }

    /** Returns how long callers wait for answers from when this submission is handed to the core. */
    default long callersWaitMillis(Submission submission) {
        return submission.id() % 3 == 0 ? 50 : 0;
    }

    /** A submission came and the core has not seen it yet. In production nobody is told anything then. */
    default void onArrival(Submission submission, Publisher publisher) {}
}
