package carnet.node.sim;

import carnet.consensus.genesis.Genesis;
import carnet.node.core.SignatureCheck;

/** What all machines of a network share. */
record Surroundings(
        Timeline timeline,
        Trace trace,
        Tally tally,
        Links links,
        Bulk bulk,
        Genesis genesis,
        SignatureCheck signatures,
        Wiring wiring,
        Watch watch,
        long solveMeanMillis) {}
