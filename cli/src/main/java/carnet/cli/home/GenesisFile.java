package carnet.cli.home;

import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.consensus.codec.DecodeException;
import carnet.consensus.genesis.Genesis;
import java.io.IOException;
import java.nio.file.Path;

/** The genesis file of a network on disk. */
public final class GenesisFile {
    private GenesisFile() {}

    /** Reads and checks a genesis file. */
    public static Genesis read(Path file) throws IOException, Failure {
        try {
            return Genesis.decode(HomeFile.read(file, Genesis.MAX_BYTES, "genesis file"));
        } catch (DecodeException e) {
            throw new Failure(
                    ExitCode.USAGE,
                    file + " is no sound genesis file: " + e.getMessage(),
                    "Copy it again from whoever created the network");
        }
    }
}
