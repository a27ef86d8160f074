package carnet.benchmarks.function;

import carnet.crypto.cid.Cid;
import carnet.crypto.cid.DagBuilder;
import carnet.crypto.cid.UnixFsProfile;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Cuts a file into chunks, names each by its hash and builds the tree above them, in milliseconds; nothing is kept. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class FileTree {
    /** Bytes that come at once, as from a SecFile. */
    private static final int PIECE_BYTES = 64 * 1024;

    /** Size of the file, in millions of bytes. */
    @Param({"1", "5"})
    public int megabytes;

    private byte[] file = {};

    /** Makes the file. */
    @Setup
    public void make() {
        file = Fixture.file(megabytes);
    }

    /** Builds the tree. */
    @Benchmark
    public Cid root() throws IOException {
        DagBuilder builder = new DagBuilder(UnixFsProfile.KUBO_DEFAULT, (cid, block) -> {});
        for (int from = 0; from < file.length; from += PIECE_BYTES) {
            builder.write(file, from, Math.min(PIECE_BYTES, file.length - from));
        }
        return builder.finish();
    }
}
