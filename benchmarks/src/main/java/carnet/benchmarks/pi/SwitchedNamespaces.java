package carnet.benchmarks.pi;

import carnet.cli.terminal.Failure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Network namespaces with a veth each to one bridge, as boards on one switch. The bridge has a namespace of its own, so
 * that nothing appears among this machine's links, and removing the namespaces removes everything. Each end of a veth
 * sends at most at the rate of the link.
 */
final class SwitchedNamespaces {
    /** Interface of a board. */
    static final String INTERFACE = "eth0";

    private static final String BRIDGE = "br0";

    /** What a switch and a driver buffer, in bytes at once and in time. */
    private static final List<String> SHAPE =
            List.of("tbf", "rate", PiModel.LINK_RATE, "burst", "16kb", "latency", "50ms");

    private static final String CONGESTION_CONTROL = "/proc/sys/net/ipv4/tcp_congestion_control";

    /**
     * Most bytes that the kernel sends as one packet and cuts up at the end of the emulated wire, less than what the shapers
     * let through at once: they would cut it up and wake for each frame, which takes this machine's time from the boards.
     */
    private static final String TRAIN_BYTES = "15000";

    /** A switch looks into no packet; where the kernel's firewall is there, it would look into each. */
    private static final String BRIDGE_FILTERS = "/proc/sys/net/bridge/bridge-nf-call-*";

    private static final int MAX_BOARDS = 200;

    private final String prefix;
    private boolean hasDelay;
    private boolean isFiltering;
    private String congestionControl = "";

    /** Names the namespaces; {@code prefix} tells those of one run from all others. */
    SwitchedNamespaces(String prefix) {
        this.prefix = prefix;
    }

    /** Makes the switch. */
    void create() throws IOException, Failure, InterruptedException {
        Tool.run(List.of("ip", "netns", "add", switchName()));
        Tool.run(List.of("ip", "-n", switchName(), "link", "add", BRIDGE, "type", "bridge"));
        hasDelay = Tool.succeeds(List.of(
                "tc", "-n", switchName(), "qdisc", "add", "dev", BRIDGE, "root", "netem", "delay", PiModel.LINK_DELAY));
        if (hasDelay) {
            Tool.run(List.of("tc", "-n", switchName(), "qdisc", "del", "dev", BRIDGE, "root"));
        }
        Tool.run(List.of("ip", "-n", switchName(), "link", "set", BRIDGE, "up"));
        isFiltering = !Tool.succeeds(List.of(
                "ip",
                "netns",
                "exec",
                switchName(),
                "sh",
                "-c",
                "for f in " + BRIDGE_FILTERS + "; do [ ! -e $f ] || echo 0 > $f || exit 1; done"));
    }

    /** Returns whether this kernel can add latency to a link. */
    boolean hasDelay() {
        return hasDelay;
    }

    /** Returns whether this kernel's firewall looks into every packet, which slows all boards. */
    boolean isFiltering() {
        return isFiltering;
    }

    /** Plugs a board in, as number {@code index} from 0. */
    void plug(String board, int index) throws IOException, Failure, InterruptedException {
        String inside = namespace(board);
        Tool.run(List.of("ip", "netns", "add", inside));
        Tool.run(List.of(
                "ip",
                "-n",
                switchName(),
                "link",
                "add",
                board,
                "type",
                "veth",
                "peer",
                "name",
                INTERFACE,
                "netns",
                inside));
        Tool.run(List.of("ip", "-n", switchName(), "link", "set", board, "master", BRIDGE, "up"));
        Tool.run(List.of("ip", "-n", inside, "link", "set", "lo", "up"));
        Tool.run(List.of("ip", "-n", inside, "address", "add", addressOf(index) + "/24", "dev", INTERFACE));
        Tool.run(List.of("ip", "-n", inside, "link", "set", INTERFACE, "gso_max_size", TRAIN_BYTES, "up"));
        congestionControl = chooseCongestionControl(inside);
        shape(switchName(), board);
        shape(inside, INTERFACE);
    }

    private static String chooseCongestionControl(String namespace) throws IOException, Failure, InterruptedException {
        for (String name : PiModel.CONGESTION_CONTROLS) {
            String write = "echo " + name + " > " + CONGESTION_CONTROL;
            if (Tool.succeeds(List.of("ip", "netns", "exec", namespace, "sh", "-c", write))) {
                return name;
            }
        }
        return Tool.run(List.of("ip", "netns", "exec", namespace, "cat", CONGESTION_CONTROL))
                .strip();
    }

    /** Returns what the boards' TCP goes by when its packets are lost or late. */
    String congestionControl() {
        return congestionControl;
    }

    private void shape(String namespace, String device) throws IOException, Failure, InterruptedException {
        List<String> add = List.of("tc", "-n", namespace, "qdisc", "add", "dev", device);
        if (hasDelay) {
            Tool.run(with(add, List.of("root", "handle", "1:", "netem", "delay", PiModel.LINK_DELAY)));
            Tool.run(with(with(add, List.of("parent", "1:1", "handle", "10:")), SHAPE));
        } else {
            Tool.run(with(with(add, List.of("root")), SHAPE));
        }
    }

    private static List<String> with(List<String> words, List<String> more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(more);
        return all;
    }

    /** Returns the namespace of a board. */
    String namespace(String board) {
        return prefix + "-" + board;
    }

    /** Returns the address of a board. */
    static String addressOf(int index) {
        if (index < 0 || index >= MAX_BOARDS) {
            throw new IllegalArgumentException("board " + index);
        }
        return "10.77.0." + (index + 1);
    }

    private String switchName() {
        return prefix + "-switch";
    }

    /** Removes all namespaces of this prefix, with the links in them. */
    void remove() throws IOException, Failure, InterruptedException {
        for (String name : names()) {
            if (name.startsWith(prefix + "-")) {
                Tool.run(List.of("ip", "netns", "delete", name));
            }
        }
    }

    /** Returns the names of all namespaces of this machine. */
    static List<String> names() throws IOException, Failure, InterruptedException {
        return Tool.run(List.of("ip", "netns", "list"))
                .lines()
                .map(line -> line.split(" ", -1)[0])
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
