package carnet.storage.content;

import carnet.crypto.cid.Cid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Blocks by number, and where their bytes are on the disk. */
final class Blocks {
    private Blocks() {}

    /** Returns random bytes, the same for the same number. */
    static byte[] block(int number, int length) {
        byte[] bytes = new byte[length];
        new Random(number).nextBytes(bytes);
        return bytes;
    }

    static Cid put(ContentStore store, byte[] block) {
        Cid cid = Cid.ofRaw(block);
        store.put(cid, block);
        return cid;
    }

    static List<Path> segments(Path dataDirectory) throws IOException {
        try (Stream<Path> files = Files.list(dataDirectory.resolve("segments"))) {
            return files.sorted().toList();
        }
    }

    /** Flips a bit of each copy of {@code block} on the disk and returns how many copies there were. */
    static int damage(Path dataDirectory, byte[] block) throws IOException {
        return damage(dataDirectory, block, block.length / 2);
    }

    /** Does the same so many bytes behind its first one, or before it. */
    static int damage(Path dataDirectory, byte[] block, int offset) throws IOException {
        int copies = 0;
        for (Path segment : segments(dataDirectory)) {
            byte[] bytes = Files.readAllBytes(segment);
            for (int at = indexOf(bytes, block, 0); at >= 0; at = indexOf(bytes, block, at + block.length)) {
                bytes[at + offset] ^= 0x10;
                copies++;
            }
            Files.write(segment, bytes);
        }
        return copies;
    }

    static boolean isOnDisk(Path dataDirectory, byte[] block) throws IOException {
        for (Path segment : segments(dataDirectory)) {
            if (indexOf(Files.readAllBytes(segment), block, 0) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static int indexOf(byte[] bytes, byte[] block, int from) {
        for (int at = from; at + block.length <= bytes.length; at++) {
            if (Arrays.equals(bytes, at, at + block.length, block, 0, block.length)) {
                return at;
            }
        }
        return -1;
    }
}
