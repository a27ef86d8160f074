package carnet.cli.command;

import carnet.cli.client.NodeClient;
import carnet.cli.client.RecordDownload;
import carnet.cli.home.MemberHome;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.crypto.record.HashId;
import carnet.crypto.record.OwnerSecrets;
import carnet.crypto.sign.PublicKey;
import carnet.crypto.vault.MemberKeys;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gets a record back as a file. */
@Command(
        name = "get",
        description = {
            "Get a record back as a file, checked against its HashID.",
            "A download that stopped goes on where it was when the same command is run again."
        })
final class RecordGetCommand extends Leaf {
    /** Blocks that travel at once. */
    private static final int FETCHERS = 4;

    @Parameters(paramLabel = "HASHID", description = "The record's name.")
    private String hashId = "";

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "FILE",
            description = "Where to write it.")
    private Path out = Path.of("");

    @Option(names = "--force", description = "Overwrite FILE.")
    private boolean force;

    @Option(names = "--as-age", description = "Write it encrypted, as an age file for the owner's key.")
    private boolean asAge;

    @Option(names = "--owner", paramLabel = "KEY", description = "The owner's first key (default: yours).")
    private @Nullable String owner;

    @Mixin
    private MemberHomeOption home = new MemberHomeOption();

    @Mixin
    private NodeOption node = new NodeOption();

    @Mixin
    private PassphraseOptions passphrases = new PassphraseOptions();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    RecordGetCommand(Environment environment) {
        super(environment);
    }

    private record Result(String hashId, String file, String name, String mediaType, long sizeBytes, String sha256) {}

    @Override
    ExitCode run() throws Exception {
        requireWritable();
        HashId name = argument("HASHID", () -> HashId.fromHex(hashId));
        MemberHome member = home.open();
        PublicKey whose = owner == null
                ? member.card().key()
                : argument("--owner", () -> PublicKey.fromHex(String.valueOf(owner)));
        NodeClient client = node.client(member, environment());
        member.requireNetwork(client.genesis().hash());
        MemberKeys keys = passphrases.unlock(environment(), member);
        ExecutorService fetchers = Executors.newFixedThreadPool(FETCHERS);
        try (Bar bar = Bar.of(terminal(), out.getFileName().toString())) {
            OwnerSecrets file =
                    new RecordDownload(client, keys, fetchers, environment()).get(whose, name, out, asAge, bar);
            report(name, file);
            return ExitCode.OK;
        } finally {
            fetchers.shutdownNow();
        }
    }

    /** Looks at the place of the file before anything is asked or typed. */
    private void requireWritable() throws Failure {
        if (out.toString().isEmpty()) {
            throw new Failure(ExitCode.USAGE, "the name of the file is empty", "Name the file to write with -o FILE");
        }
        if (Files.isDirectory(out)) {
            throw new Failure(ExitCode.USAGE, out + " is a directory", "Name the file to write with -o FILE");
        }
        if (Files.exists(out) && !Files.isRegularFile(out)) {
            throw new Failure(
                    ExitCode.USAGE,
                    out + " is a device, pipe or socket, which a file would replace",
                    "Name the file to write with -o FILE");
        }
        if (Files.exists(out, LinkOption.NOFOLLOW_LINKS) && !force) {
            throw new Failure(
                    ExitCode.REFUSED, out + " exists and is not overwritten", "Choose another name or add --force");
        }
        Path folder = out.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new Failure(
                    ExitCode.USAGE,
                    "there is no folder " + folder + " to write into",
                    "Make it with mkdir -p, or choose another place");
        }
        if (!Files.isWritable(folder)) {
            throw new Failure(
                    ExitCode.STORAGE,
                    "this user may not write into the folder " + folder,
                    "Choose another place, or check owner and mode with ls -ld");
        }
    }

    private void report(HashId name, OwnerSecrets file) {
        if (json) {
            printJson(new Result(
                    name.toString(),
                    out.toString(),
                    file.name(),
                    file.mediaType(),
                    file.sizeBytes(),
                    file.sha256().hex()));
        } else {
            terminal()
                    .line("Wrote " + out + ": " + file.name() + ", " + Sizes.of(file.sizeBytes())
                            + (asAge ? ", encrypted for age" : ", SHA-256 and HashID match"));
        }
    }
}
