package carnet.cli.client;

import carnet.cli.home.HomeFile;
import carnet.cli.terminal.Failure;
import carnet.crypto.cid.Cid;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
    long keepPartOf(Cid payload) throws IOException, Failure {
        boolean same = Files.exists(part)
                && Files.exists(name)
                && new String(HomeFile.read(name, MAX_NAME_BYTES, "download state"), StandardCharsets.UTF_8)
                        .strip()
                        .equals(payload.toString());
        if (!same) {
            delete();
            Files.createFile(part);
            Files.writeString(name, payload + "\n");
        }
        return Files.size(part);
    }

    /** Opens it for writing from {@code offsetBytes} on; what was beyond is cut off. */
    OutputStream appendFrom(long offsetBytes) throws IOException {
        try (var channel = Files.newByteChannel(part, StandardOpenOption.WRITE)) {
            channel.truncate(offsetBytes);
        }
        return Files.newOutputStream(part, StandardOpenOption.APPEND);
    }

    InputStream read() throws IOException {
        return Files.newInputStream(part);
    }

    void delete() throws IOException {
        Files.deleteIfExists(part);
        Files.deleteIfExists(name);
    }
}
