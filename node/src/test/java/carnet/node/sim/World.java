package carnet.node.sim;

import carnet.crypto.hash.Hash;
import carnet.node.model.ModelBlock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One simulated network, put together here. The same seed and setup give the same run, always. */
final class World {
    /** A morning in November 2026; only differences matter. */
    private static final long START_MILLIS = 1_795_000_000_000L;

    /** T/5, as the defaults want it. */
    private static final long SOLVE_MEAN_MILLIS = 100;

    private final Dice dice;
    private final Faults faults;
    private final Timeline timeline = new Timeline(START_MILLIS);
    private final Tally tally = new Tally();
    private final Trace trace;
    private final Wires wires;
    private final Links links;
    private final Bulk bulk;
    private final Cast cast;
    private final List<Machine> machines = new ArrayList<>();
    private final Clients clients;
    private final Checks checks;
    private final Lookout lookout;
    private final @Nullable Hostile hostile;

    World(long seed, Setup setup) {
        int peers = setup.nodes() + (setup.hostile() ? 1 : 0);
        Faults given = setup.faults();
        dice = new Dice(seed);
        faults = given != null ? given : Faults.draw(dice.of("faults"));
        trace = new Trace(timeline, setup.lines());
        wires = new Wires(timeline, peers);
        links = new Links(timeline, dice.of("links"), wires, tally, faults);
        bulk = new Bulk(timeline, dice.of("bulk"), wires, links, tally, faults);
        cast = Cast.of(seed, dice.of("cast"), peers, START_MILLIS);
        clients = new Clients(timeline, dice.of("clients"), tally, cast, machines);
        checks = new Checks(cast.genesis(), timeline, tally, clients.promises());
        long driftMillis = cast.genesis().policy().parameters().driftMillis();
        lookout = new Lookout(timeline, tally, checks, clients, driftMillis, faults.areNoneOfMessages(), setup.nodes());
        Surroundings around = new Surroundings(
                timeline,
                trace,
                tally,
                links,
                bulk,
                cast.genesis(),
                new SharedSignatures(),
                setup.wiring(),
                lookout,
                SOLVE_MEAN_MILLIS);
        Dice clocks = dice.of("clocks");
        for (int i = 0; i < setup.nodes(); i++) {
            long skewMillis = clocks.between(-faults.skewMillis(), faults.skewMillis());
            int driftPpm = (int) clocks.between(-faults.driftPpm(), faults.driftPpm());
            Clock clock = new Clock(timeline, skewMillis, driftPpm);
            Machine machine = new Machine(around, i, cast.nodes().get(i), clock, dice.of("machine " + i));
            machines.add(machine);
            links.join(machine);
        }
        hostile = setup.hostile() ? hostile(peers - 1) : null;
    }

    private Hostile hostile(int index) {
        Hostile made = new Hostile(
                timeline,
                dice.of("hostile"),
                tally,
                links,
                cast.genesis(),
                index,
                cast.nodes().get(index),
                machines);
        links.join(made);
        return made;
    }

    /** Starts all machines and the network between them. */
    World start() {
        machines.forEach(Machine::start);
        links.start();
        return this;
    }

    /** Lets time pass. */
    void run(long millis) {
        timeline.runUntil(timeline.nowMillis() + millis);
    }

    /** Ends all that goes wrong: wires mended, disks with room, clocks right, machines on, the hostile node gone. */
    void heal() {
        wires.mendAll();
        links.use(Faults.none());
        bulk.use(Faults.none());
        clients.stop();
        if (hostile != null) {
            hostile.stop();
            links.lose(machines.size());
        }
        for (Machine machine : machines) {
            machine.mishaps().arm(null);
            machine.diskFull(false);
            machine.clock().correct();
            machine.start();
        }
    }

    /**
     * Waits until all nodes agree and every promise is kept.
     *
     * @throws Violation when that takes longer
     */
    void converge(long withinMillis) {
        long begin = timeline.nowMillis();
        String disagreement = checks.disagreement(machines);
        while (disagreement != null) {
            if (timeline.nowMillis() - begin > withinMillis) {
                throw new Violation("nodes agree after healing", disagreement);
            }
            run(1_000);
            disagreement = checks.disagreement(machines);
        }
        tally.convergedAfter(timeline.nowMillis() - begin);
    }

    /** Lets time pass in which nothing but statuses may happen. */
    void silence(long millis) {
        long begin = timeline.nowMillis();
        run(millis);
        lookout.requireSilenceSince(begin);
    }

    /** Ends the trace and the counting. */
    Hash end() {
        long best = 0;
        for (Machine machine : machines) {
            best = Math.max(best, checks.disk().bestChainIsLawful(machine).height());
        }
        tally.add(Count.BLOCKS, best);
        tally.add(Count.STALE_BLOCKS, Math.max(0, lookout.storedBlocks() - best));
        return trace.end();
    }

    /** Returns the head of a machine's best chain, checked. */
    ModelBlock head(int machine) {
        return checks.disk().bestChainIsLawful(machines.get(machine));
    }

    Faults faults() {
        return faults;
    }

    Dice dice() {
        return dice;
    }

    Timeline timeline() {
        return timeline;
    }

    Tally tally() {
        return tally;
    }

    Wires wires() {
        return wires;
    }

    Links links() {
        return links;
    }

    Bulk bulk() {
        return bulk;
    }

    Cast cast() {
        return cast;
    }

    Machine machine(int index) {
        return machines.get(index);
    }

    List<Machine> machines() {
        return machines;
    }

    Clients clients() {
        return clients;
    }

    Checks checks() {
        return checks;
    }

    Lookout lookout() {
        return lookout;
    }

    @Nullable
    Hostile hostileNode() {
        return hostile;
    }
}
