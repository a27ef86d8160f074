package carnet.benchmarks.campaign;

import carnet.benchmarks.network.LocalNetwork;
import carnet.benchmarks.network.RunDirectory;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.cli.terminal.Json;
import carnet.cli.terminal.Terminal;
import carnet.cli.terminal.Terminal.Colour;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Kills nodes and looks for what was accepted. */
@Command(
        name = "kill",
        mixinStandardHelpOptions = true,
        description = {
            "Kill nodes of a running network at random moments while files are put, start them again,",
            "and check that nothing that was accepted is lost. Exit code 0 if so, else 1."
        })
public final class KillCommand implements Callable<Integer> {
    private final Environment environment;

    @Option(names = "--kills", paramLabel = "N", defaultValue = "100", description = "Default: ${DEFAULT-VALUE}.")
    private int kills;

    @Option(names = "--files", paramLabel = "N", defaultValue = "300", description = "Default: ${DEFAULT-VALUE}.")
    private int files;

    @Option(names = "--seed", paramLabel = "N", description = "Repeats the choices of another run.")
    private @Nullable Long seed;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description =
                    "A new directory for all data (default: a temporary one, which stays when something is wrong).")
    private @Nullable Path dir;

    @Option(names = "--json", description = "Print one JSON object at the end.")
    private boolean json;

    /** Takes what it needs of the world. */
    public KillCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        Terminal terminal = environment.terminal();
        KillPlan plan;
        try {
            plan = new KillPlan(kills, files, seed == null ? environment.clock().millis() : seed);
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, String.valueOf(e.getMessage()), "Correct the argument");
        }
        RunDirectory directory = RunDirectory.take(dir);
        directory.keep();
        terminal.note("Everything is in " + directory.path() + "; the seed is " + plan.seed());
        CampaignReport report;
        try (LocalNetwork network = LocalNetwork.open(directory.path(), environment)) {
            report = new KillCampaign(
                            plan, network, directory.path(), environment, json ? terminal::note : terminal::line)
                    .run();
        }
        print(report, terminal);
        if (report.ok()) {
            directory.release();
        }
        return (report.ok() ? ExitCode.OK : ExitCode.FAILED).status();
    }

    private void print(CampaignReport report, Terminal terminal) {
        if (json) {
            terminal.out().println(Json.line(report));
            return;
        }
        report.refusals().forEach((text, count) -> terminal.line("refused " + count + " times: " + text));
        report.problems().forEach(terminal::error);
        terminal.line(
                report.ok() ? Colour.GREEN : Colour.RED,
                (report.ok() ? "Nothing was lost: " : "Something is wrong: ") + report.kills() + " kills, of which "
                        + report.wipes() + " with the data; " + report.files() + " files put, " + report.accepted()
                        + " records accepted, " + report.repeatedCommands() + " commands repeated; height "
                        + report.height() + " after " + report.tookSeconds() + " s; seed " + report.seed());
    }
}
