package carnet.benchmarks;

import carnet.benchmarks.campaign.KillCommand;
import carnet.benchmarks.central.TraditionalCommand;
import carnet.benchmarks.figures.FiguresCommand;
import carnet.benchmarks.figures.GrowthCommand;
import carnet.benchmarks.function.FunctionsCommand;
import carnet.benchmarks.load.ParallelCommand;
import carnet.benchmarks.load.ReadCommand;
import carnet.benchmarks.load.SingleCommand;
import carnet.benchmarks.load.SustainCommand;
import carnet.benchmarks.peers.PeersCommand;
import carnet.benchmarks.pi.LabCommand;
import carnet.benchmarks.ratio.RatioCommand;
import carnet.benchmarks.report.ReportCommand;
import carnet.benchmarks.simulation.SimulateCommand;
import carnet.cli.command.Group;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.Problems;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The process behind {@code carnet bench}: campaigns and figures. */
@Command(
        name = "carnet bench",
        description = "Campaigns and figures: real networks of five nodes on this machine, and simulated ones.")
public final class Bench extends Group {
    private Bench() {}

    /** Runs {@code arguments} and ends the process with the exit status. */
    public static void main(String[] arguments) {
        Problems.silenceAtEnd();
        System.exit(commandLine(Environment.ofProcess()).execute(arguments));
    }

    private static CommandLine commandLine(Environment environment) {
        CommandLine line = new CommandLine(new Bench());
        line.addSubcommand(new ParallelCommand(environment));
        line.addSubcommand(new SingleCommand(environment));
        line.addSubcommand(new SustainCommand(environment));
        line.addSubcommand(new ReadCommand(environment));
        line.addSubcommand(new RatioCommand(environment));
        line.addSubcommand(new FunctionsCommand());
        line.addSubcommand(new KillCommand(environment));
        line.addSubcommand(new FiguresCommand(environment));
        line.addSubcommand(new GrowthCommand(environment));
        line.addSubcommand(new LabCommand(environment));
        line.addSubcommand(new SimulateCommand());
        line.addSubcommand(new TraditionalCommand(environment));
        line.addSubcommand(new PeersCommand(environment));
        line.addSubcommand(new ReportCommand(environment));
        line.addSubcommand(new HelpCommand());
        return new Problems(environment, () -> commandLine(environment)).attachTo(line);
    }
}
