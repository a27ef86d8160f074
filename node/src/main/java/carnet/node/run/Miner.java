package carnet.node.run;

import carnet.node.core.MiningJob;

/** The port to the nonce search. A found nonce comes back as an event. */
public interface Miner {
    /** Drops the job before and searches for this one. */
    void start(MiningJob job);

    /** Drops the job. */
    void stop();
}
