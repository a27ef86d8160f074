package carnet.benchmarks.pi;

import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What emulating Pis needs of this machine. */
final class Requirements {
    private static final Path SELF = Path.of("/proc/self");

    private Requirements() {}

    /** Returns what is missing and how to get it, or nothing. */
    static Optional<Failure> missing() throws IOException, InterruptedException {
        if (!Files.isDirectory(SELF)) {
            return missing("this is not Linux", "Run it on Linux: namespaces and control groups are Linux's");
        }
        if (!Integer.valueOf(0).equals(Files.getAttribute(SELF, "unix:uid"))) {
            return missing("this is not root", "Run it as root, for example with sudo");
        }
        for (String program : new String[] {"ip", "tc"}) {
            if (!Tool.isFound(program, String.valueOf(System.getenv("PATH")))) {
                return missing(
                        "the program '" + program + "' is not on the PATH",
                        "Install iproute2 (Debian: apt install iproute2)");
            }
        }
        String trial = "carnet-lab-" + ProcessHandle.current().pid() + "-trial";
        if (!Tool.succeeds(List.of("ip", "netns", "add", trial))) {
            return missing("network namespaces are not allowed here", "Run it outside of the container");
        }
        Tool.succeeds(List.of("ip", "netns", "delete", trial));
        try {
            for (Path root : GroupRoots.ofThisMachine().distinct()) {
                if (!Files.isWritable(root)) {
                    return missing(root + " is read-only", "Run it outside of the container");
                }
            }
        } catch (Failure none) {
            return Optional.of(none);
        }
        return Optional.empty();
    }

    private static Optional<Failure> missing(String what, String remedy) {
        return Optional.of(new Failure(ExitCode.FAILED, "the lab cannot be built: " + what, remedy));
    }
}
