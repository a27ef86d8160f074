package carnet.storage.directory;

import static org.assertj.core.api.Assertions.assertThat;

import carnet.storage.ChildJvm;
import carnet.storage.directory.DataDirectoryLock.Acquired;
import carnet.storage.directory.DataDirectoryLock.InUse;
import carnet.storage.directory.DataDirectoryLock.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryLockTest {
    @TempDir
    Path directory;

    /** Takes the lock, says so, and holds it until it is killed or its input ends. */
    public static final class Holder {
        public static void main(String[] arguments) throws IOException {
            Outcome outcome = DataDirectoryLock.acquire(Path.of(arguments[0]));
            System.out.println(outcome instanceof InUse inUse ? inUse.message() : "acquired");
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    @Test
    void aSecondProcessIsToldThePidOfTheFirst() throws Exception {
        Process holder = ChildJvm.start(Holder.class, directory.toString());
        try (BufferedReader output = holder.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.readLine()).isEqualTo("acquired");
            InUse refusal = (InUse) DataDirectoryLock.acquire(directory);
            assertThat(refusal.pid()).hasValue(holder.pid());
            assertThat(refusal.message())
                    .isEqualTo("The data directory " + directory.toRealPath() + " is in use by process " + holder.pid()
                            + ". Stop that process or choose another directory.");
        } finally {
            holder.destroyForcibly().waitFor();
        }
        try (DataDirectoryLock lock = ((Acquired) DataDirectoryLock.acquire(directory)).lock()) {
            assertThat(lock).as("a killed process holds nothing").isNotNull();
        }
    }

    @Test
    void aSecondTryInOneProcessIsRefusedAndDoesNotEndTheFirstLock() throws Exception {
        try (DataDirectoryLock lock = ((Acquired) DataDirectoryLock.acquire(directory)).lock()) {
            assertThat(lock).isNotNull();
            InUse refusal = (InUse) DataDirectoryLock.acquire(directory.resolve("."));
            assertThat(refusal.pid()).hasValue(ProcessHandle.current().pid());
            Process other = ChildJvm.start(Holder.class, directory.toString());
            try (BufferedReader output = other.inputReader(StandardCharsets.UTF_8)) {
                assertThat(output.readLine())
                        .contains("is in use by process "
                                + ProcessHandle.current().pid());
            } finally {
                other.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void theLockCanBeTakenAgainAfterClosing() throws IOException {
        for (int i = 0; i < 3; i++) {
            DataDirectoryLock lock = ((Acquired) DataDirectoryLock.acquire(directory.resolve("new"))).lock();
            lock.close();
            lock.close();
        }
    }

    @Test
    void anOldLockFileWithAnyContentIsNoHindrance() throws IOException {
        Files.writeString(directory.resolve(DataDirectoryLock.FILE_NAME), "99999999999999999999999 and more");
        try (DataDirectoryLock lock = ((Acquired) DataDirectoryLock.acquire(directory)).lock()) {
            assertThat(lock).isNotNull();
            assertThat(directory.resolve(DataDirectoryLock.FILE_NAME))
                    .hasContent(Long.toString(ProcessHandle.current().pid()));
        }
    }
}
