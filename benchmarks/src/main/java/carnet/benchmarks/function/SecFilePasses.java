package carnet.benchmarks.function;

import carnet.crypto.secfile.FileKey;
import carnet.crypto.secfile.PlainDigest;
import carnet.crypto.secfile.SecFileDecryptor;
import carnet.crypto.secfile.SecFileEncryptor;
import carnet.crypto.secret.SecretBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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

/** The passes over a file that is put or got, from memory to nowhere, in milliseconds for the whole file. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class SecFilePasses {
    /** Size of the file, in millions of bytes. */
    @Param({"1", "5"})
    public int megabytes;

    private final FileKey key = new FileKey(SecretBytes.copyOf(new byte[FileKey.LENGTH_BYTES]));
    private byte[] plain = {};
    private byte[] sealed = {};
    private PlainDigest digest = digestOf(plain);

    /** Makes the file and its SecFile. */
    @Setup
    public void make() throws IOException {
        plain = Fixture.file(megabytes);
        digest = digestOf(plain);
        try (InputStream in = sealing()) {
            sealed = in.readAllBytes();
        }
    }

    /** The first pass of a put: digests of the file and of each chunk. */
    @Benchmark
    public PlainDigest digest() {
        return digestOf(plain);
    }

    /** The second pass of a put: compares each chunk with the first pass and encrypts it. */
    @Benchmark
    public long seal() throws IOException {
        try (InputStream in = sealing()) {
            return in.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** The pass of a get: authenticates and decrypts each chunk, digests the file. */
    @Benchmark
    public long open() throws IOException {
        try (InputStream in = new SecFileDecryptor(key, new ByteArrayInputStream(sealed))) {
            return in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private InputStream sealing() {
        return new SecFileEncryptor(key, digest, new ByteArrayInputStream(plain));
    }

    private static PlainDigest digestOf(byte[] file) {
        try {
            return PlainDigest.of(new ByteArrayInputStream(file));
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }
}
