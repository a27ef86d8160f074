package carnet.benchmarks.pi;

import carnet.benchmarks.network.ProcessReading;
import carnet.benchmarks.network.Usage;
import carnet.cli.devnet.NodeHost.Commanding;
import carnet.cli.terminal.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One emulated board: a namespace with a shaped link and a control group with limits. */
final class Pi implements Commanding {
    /** Joins the groups whose files come before "--", then becomes the command behind it. */
    private static final String JOIN =
            "until [ \"$1\" = -- ]; do echo $$ > \"$1\" || exit 1; shift; done; shift; exec \"$@\"";

    private static final int COPY_PORT = 5_000;

    private final String name;
    private final String address;
    private final String namespace;
    private final ControlGroup group;

    Pi(String name, String address, String namespace, ControlGroup group) {
        this.name = name;
        this.address = address;
        this.namespace = namespace;
        this.group = group;
    }

    /** Returns A, B and so on. */
    String name() {
        return name;
    }

    /** Returns where other Pis reach it. */
    String address() {
        return address;
    }

    /** Returns what makes a command run on it, within its limits. */
    @Override
    public List<String> on(List<String> command) {
        return within(group, command);
    }

    /** Returns what makes a command run in its namespace, within the limits of another group. */
    List<String> within(ControlGroup other, List<String> command) {
        List<String> words = new ArrayList<>(List.of("sh", "-c", JOIN, "sh"));
        other.doors().forEach(door -> words.add(door.toString()));
        words.addAll(
                List.of("--", "ip", "netns", "exec", namespace, "env", PiModel.BORINGSSL_LIMITS, PiModel.GO_LIMITS));
        words.addAll(command);
        return words;
    }

    /** Runs a probe on it and returns what it printed. */
    String probe(String... arguments) throws IOException, Failure, InterruptedException {
        return Tool.run(on(Tool.java(PiModel.JAVA_OPTIONS, Probe.class, List.of(arguments))));
    }

    /** Sends bytes to another over one TCP connection; returns the seconds from the first byte's arrival to the last's. */
    double copySeconds(Pi to, long bytes) throws IOException, Failure, InterruptedException {
        List<String> receive = to.on(Tool.java(
                PiModel.JAVA_OPTIONS, Probe.class, List.of("receive", to.address(), Integer.toString(COPY_PORT))));
        Process receiving = new ProcessBuilder(receive)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader said = receiving.inputReader()) {
            String ready = said.readLine();
            if (!"ready".equals(ready)) {
                throw new IOException("the receiver said: " + ready);
            }
            probe("send", to.address(), Integer.toString(COPY_PORT), Long.toString(bytes));
            String received = said.readLine();
            if (!Long.toString(bytes).equals(received)) {
                throw new IOException("of " + bytes + " bytes " + received + " came");
            }
            return Double.parseDouble(String.valueOf(said.readLine()));
        } finally {
            receiving.destroyForcibly().waitFor();
        }
    }

    /** Ends every process that runs on it. */
    void end() throws IOException, InterruptedException {
        group.end();
    }

    /** Reads what its processes cost: processor time of this machine, and bytes that those which run now wrote. */
    Usage cost() throws IOException {
        long written = 0;
        for (ProcessReading reading : processes()) {
            written += reading.writtenBytes();
        }
        return new Usage(group.processorMicros() / 1e3, written, peakResidentBytes());
    }

    /** Returns the highest memory of each process that runs now, added up, in bytes. */
    long peakResidentBytes() throws IOException {
        long peak = 0;
        for (ProcessReading reading : processes()) {
            peak += reading.peakResidentBytes();
        }
        return peak;
    }

    private List<ProcessReading> processes() throws IOException {
        List<ProcessReading> readings = new ArrayList<>();
        for (long process : group.processes()) {
            if (Files.exists(Path.of("/proc", Long.toString(process)))) {
                readings.add(ProcessReading.of(process));
            }
        }
        return readings;
    }

    /** Reads what went through its link since it was made. */
    LinkUsage link() throws IOException, Failure, InterruptedException {
        String statistics = "/sys/class/net/" + SwitchedNamespaces.INTERFACE + "/statistics/";
        List<String> counted = Tool.run(List.of(
                        "ip", "netns", "exec", namespace, "cat", statistics + "tx_bytes", statistics + "rx_bytes"))
                .lines()
                .toList();
        return new LinkUsage(Long.parseLong(counted.get(0)), Long.parseLong(counted.get(1)));
    }
}
