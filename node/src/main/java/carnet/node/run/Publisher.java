package carnet.node.run;

import carnet.node.core.Event;

/** The port to whoever waits for an outcome: API callers, logs, counters. */
public interface Publisher {
    /** Hands on one event; must not block. */
    void publish(Event event);
}
