package carnet.benchmarks.storage;

import carnet.crypto.cid.Cid;
import carnet.storage.directory.DirectorySync;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/** A file for each block, in 256 directories: written, flushed, renamed, then the directory is flushed. */
final class FileLayout implements Layout {
    private final Path directory;
    private final AtomicLong flushes = new AtomicLong();

    FileLayout(Path directory) throws IOException {
        this.directory = directory;
        for (int i = 0; i < 256; i++) {
            Files.createDirectories(directory.resolve(Integer.toHexString(i)));
        }
    }

    @Override
    public void keep(Cid[] cids, byte[][] blocks) throws IOException {
        TreeSet<Path> directories = new TreeSet<>();
        for (int i = 0; i < cids.length; i++) {
            Path parent = directory.resolve(Integer.toHexString(cids[i].digest().bytes()[0] & 0xff));
            Path unfinished = parent.resolve(cids[i] + ".new");
            try (RandomAccessFile file = new RandomAccessFile(unfinished.toFile(), "rw")) {
                file.write(cids[i].codec().code());
                file.write(blocks[i]);
                file.getFD().sync();
                flushes.incrementAndGet();
            }
            Files.move(unfinished, parent.resolve(cids[i].toString()));
            directories.add(parent);
        }
        for (Path parent : directories) {
            DirectorySync.sync(parent);
            flushes.incrementAndGet();
        }
    }

    @Override
    public void settle() {}

    @Override
    public long flushes() {
        return flushes.get();
    }

    @Override
    public void close() {}
}
