package carnet.cli.client;

import carnet.crypto.cid.Cid;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What has arrived of a payload, still encrypted, beside the file that it will become: {@code FILE.part}, and in
 * {@code FILE.part.cid} of which payload it is a part.
 */
final class PartFile {
    private static final int MAX_NAME_BYTES = 256;

    private final Path part;
    private final Path name;

    PartFile(Path target) {
        this.part = target.resolveSibling(target.getFileName() + ".part");
        this.name = target.resolveSibling(target.getFileName() + ".part.cid");
    }

    /** Returns how many bytes of {@code payload} are here, after removing what is a part of anything else. */
    long keepPartOf(Cid payload) throws IOException {
        boolean same = isPlain(part) && isPlain(name) && named().equals(payload.toString());
        if (!same) {
            delete();
            Files.createFile(part);
            Files.writeString(name, payload + "\n", StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }
        return Files.size(part);
    }

    /** A link that somebody else put there must not be followed, nor a pipe waited for. */
    private static boolean isPlain(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private String named() throws IOException {
        try (InputStream in = Files.newInputStream(name, LinkOption.NOFOLLOW_LINKS)) {
            return new String(in.readNBytes(MAX_NAME_BYTES), StandardCharsets.UTF_8).strip();
        }
    }

    /** Opens it for writing from {@code offsetBytes} on; what was beyond is cut off. */
    OutputStream appendFrom(long offsetBytes) throws IOException {
        try (var channel = Files.newByteChannel(part, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            channel.truncate(offsetBytes);
        }
        return Files.newOutputStream(part, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
    }

    InputStream read() throws IOException {
        return Files.newInputStream(part, LinkOption.NOFOLLOW_LINKS);
    }

    void delete() throws IOException {
        Files.deleteIfExists(part);
        Files.deleteIfExists(name);
    }
}
