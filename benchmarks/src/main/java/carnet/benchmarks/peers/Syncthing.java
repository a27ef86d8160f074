package carnet.benchmarks.peers;

import carnet.benchmarks.network.Usage;
import carnet.benchmarks.results.Cost;
import carnet.benchmarks.results.Outcome;
import carnet.benchmarks.rival.AtOnce;
import carnet.benchmarks.rival.ProcessTree;
import carnet.benchmarks.rival.Rival;
import carnet.benchmarks.rival.SealedFile;
import carnet.benchmarks.rival.Site;
import carnet.cli.terminal.Environment;
import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.crypto.secfile.SecFile;
import carnet.crypto.secret.SecretBytes;
import carnet.crypto.vault.MemberKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Devices that share one folder. The client encrypts as ours does, writes and flushes each file into the first device's
 * folder and tells that device to look; a file is on another device when that device says it has finished it.
 */
final class Syncthing implements Rival {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<SyncthingDevice> devices;
    private final Environment environment;
    private final MemberKeys keys;

    private Syncthing(List<SyncthingDevice> devices, Environment environment) {
        this.devices = List.copyOf(devices);
        this.environment = environment;
        this.keys = MemberKeys.fromSeed(SecretBytes.copyOf(environment.entropy().bytes(MemberKeys.SEED_BYTES)));
    }

    static Syncthing open(List<Site> sites, Environment environment) throws IOException, Failure, InterruptedException {
        List<SyncthingDevice> devices = new ArrayList<>();
        boolean opened = false;
        try {
            for (Site site : sites) {
                devices.add(SyncthingDevice.generate(site, environment.entropy()));
            }
            for (SyncthingDevice device : devices) {
                device.start(devices);
            }
            Syncthing syncthing = new Syncthing(devices, environment);
            syncthing.awaitConnected();
            opened = true;
            return syncthing;
        } finally {
            if (!opened) {
                devices.forEach(SyncthingDevice::end);
            }
        }
    }

    @Override
    public Outcome burst(List<Path> files, int clients) throws IOException, Failure, InterruptedException {
        Usage before = usage();
        List<Long> sentBefore = sent();
        double cpuBefore = ProcessTree.ownMillis();
        List<Arrivals> watched = new ArrayList<>();
        for (SyncthingDevice device : devices.subList(1, devices.size())) {
            watched.add(Arrivals.follow(device.arrivals()));
        }
        String[] names = new String[files.size()];
        AtOnce.Fired fired = AtOnce.fire(files.size(), clients, index -> {
            SealedFile sealed =
                    SealedFile.of(files.get(index), "application/octet-stream", keys, environment.entropy());
            names[index] = sealed.hashId().toString();
            write(sealed, source().folder().resolve(names[index]));
        });
        source().scan();
        Arrivals.Spread spread = Arrivals.await(fired, Arrays.asList(names), watched, 1, Arrivals.deadline(files));
        watched.forEach(Arrivals::close);
        Usage used = usage().since(before);
        List<Long> sentAfter = sent();
        long written = used.writtenBytes();
        for (Path file : files) {
            // The first device's copy is written by the client.
            written += SecFile.cipherSize(Files.size(file));
        }
        Cost cost = new Cost(
                used.cpuMillis(),
                ProcessTree.ownMillis() - cpuBefore,
                sentAfter.get(0) - sentBefore.get(0),
                sum(sentAfter) - sum(sentBefore),
                written);
        String problem = fired.problem() == null && spread.failures() > 0
                ? "it was not on all devices in time"
                : fired.problem();
        return new Outcome(spread.millis(), spread.failures(), problem, cost);
    }

    /** Deletes everywhere by deleting at the first device. */
    @Override
    public void clear() throws IOException, Failure, InterruptedException {
        for (Path file : held(source())) {
            Files.delete(file);
        }
        source().scan();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (SyncthingDevice device : devices) {
            while (!held(device).isEmpty()) {
                if (System.nanoTime() > deadline) {
                    throw new Failure(ExitCode.FAILED, "syncthing did not delete its files in time");
                }
                environment.pause().pause(POLL);
            }
        }
    }

    @Override
    public void close() {
        devices.forEach(SyncthingDevice::end);
    }

    private SyncthingDevice source() {
        return devices.get(0);
    }

    private Usage usage() {
        Usage sum = Usage.NONE;
        for (SyncthingDevice device : devices) {
            sum = sum.plus(device.usage());
        }
        return sum;
    }

    private List<Long> sent() throws IOException, InterruptedException {
        List<Long> sent = new ArrayList<>();
        for (SyncthingDevice device : devices) {
            sent.add(device.sentBytes());
        }
        return sent;
    }

    private static long sum(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).sum();
    }

    private void awaitConnected() throws IOException, Failure, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (SyncthingDevice device : devices) {
            while (!device.isConnectedTo(devices.size() - 1)) {
                if (System.nanoTime() > deadline) {
                    throw new Failure(
                            ExitCode.FAILED,
                            "the syncthing devices did not find each other",
                            "Look into the syncthing.log files: see --dir");
                }
                environment.pause().pause(POLL);
            }
        }
    }

    /** Writes under a name that is not shared, flushes, and takes the name that is. */
    private static void write(SealedFile sealed, Path target) throws IOException {
        Path part = target.resolveSibling(".syncthing." + target.getFileName() + ".tmp");
        try (InputStream cipher = sealed.cipher();
                FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            cipher.transferTo(Channels.newOutputStream(channel));
            channel.force(true);
        }
        Files.move(part, target);
    }

    private static List<Path> held(SyncthingDevice device) throws IOException {
        try (Stream<Path> files = Files.list(device.folder())) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
