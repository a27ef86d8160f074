package carnet.node.app;

import carnet.node.run.BlockQuestions;

/** One connection to a peer: whether what came over it is still taken, and what was asked over it. Any thread may use it. */
final class PeerSession {
    private final BlockQuestions questions = new BlockQuestions();
    private volatile boolean taken = true;

    boolean isTaken() {
        return taken;
    }

    void takeNoMore() {
        taken = false;
    }

    BlockQuestions questions() {
        return questions;
    }
}
