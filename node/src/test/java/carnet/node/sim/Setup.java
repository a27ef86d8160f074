package carnet.node.sim;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What kind of network is simulated.
 *
 * @param nodes honest nodes
 * @param hostile whether one more listed node is in the wrong hands
 * @param faults what goes wrong, or null to draw it from the seed
 * @param wiring how each node is put together
 * @param lines takes a line for everything that happens, or null
 */
record Setup(int nodes, boolean hostile, @Nullable Faults faults, Wiring wiring, @Nullable Consumer<String> lines) {
    /** Right nodes on a healthy network. */
    static Setup healthy(int nodes) {
        return new Setup(nodes, false, Faults.none(), Wiring.RIGHT, null);
    }

    /** Right nodes that have to bear what the seed draws. */
    static Setup faulty(int nodes) {
        return new Setup(nodes, false, null, Wiring.RIGHT, null);
    }

    Setup withHostile() {
        return new Setup(nodes, true, faults, wiring, lines);
    }

    Setup with(Wiring other) {
        return new Setup(nodes, hostile, faults, other, lines);
    }

    Setup with(Faults other) {
        return new Setup(nodes, hostile, other, wiring, lines);
    }

    Setup tracedTo(Consumer<String> other) {
        return new Setup(nodes, hostile, faults, wiring, other);
    }
}
