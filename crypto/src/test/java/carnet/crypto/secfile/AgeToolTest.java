package carnet.crypto.secfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import carnet.crypto.vault.SealingKey;
import carnet.crypto.vectors.Vectors;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our files and those of the ordinary age tool, each opened by the other. Skipped where the tool is not installed. */
class AgeToolTest {
    private static final SealingKey KEY = SealingKey.of(Vectors.filled(32, 1));

    @TempDir
    Path folder;

    @BeforeEach
    void needsTheTool() {
        boolean installed = List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).stream()
                .anyMatch(each -> Files.isExecutable(Path.of(each, "age")));
        assumeTrue(installed, "age is not on the PATH");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65536, 65537, 1_000_000})
    void ageOpensWhatWeWrite(int sizeBytes) throws Exception {
        byte[] plain = Vectors.plainFile(sizeBytes);
        FileKey fileKey = FileKey.random(Vectors.seeded(1));
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(AgeHeader.seal(fileKey, List.of(KEY.publicKey()), Vectors.seeded(2)));
        file.write(SecFileTest.encrypt(fileKey, plain));
        Files.write(folder.resolve("record.age"), file.toByteArray());
        Files.write(folder.resolve("identity"), AgeText.identity(KEY).expose());

        run("record", "age", "-d", "-i", "identity", "record.age");

        assertThat(Files.readAllBytes(folder.resolve("record"))).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65536, 65537, 1_000_000})
    void weOpenWhatAgeWrites(int sizeBytes) throws Exception {
        byte[] plain = Vectors.plainFile(sizeBytes);
        Files.write(folder.resolve("record"), plain);

        run("record.age", "age", "-r", AgeText.recipient(KEY.publicKey()), "record");

        try (InputStream in = new BufferedInputStream(Files.newInputStream(folder.resolve("record.age")))) {
            AgeOpening opening = AgeHeader.open(in, KEY);
            assertThat(opening).isInstanceOf(AgeOpening.Opened.class);
            FileKey fileKey = ((AgeOpening.Opened) opening).fileKey();
            assertThat(new SecFileDecryptor(fileKey, in).readAllBytes()).isEqualTo(plain);
        }
    }

    private void run(String output, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve(output).toFile())
                .redirectError(folder.resolve("errors").toFile())
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("errors")))
                .isZero();
    }
}
