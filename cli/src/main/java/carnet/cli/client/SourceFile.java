package carnet.cli.client;

import carnet.cli.terminal.ExitCode;
import carnet.cli.terminal.Failure;
import carnet.crypto.record.OwnerSecrets;
import carnet.crypto.record.RecordClass;
import carnet.crypto.record.SizeClass;
import carnet.crypto.secfile.SecFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A file on this machine that may become a record: a plain file, readable, not too large.
 *
 * @param path where it is
 * @param recordName its name without folders, in the form that a key box takes
 */
record SourceFile(Path path, String recordName) {
    private static final int BUFFER_BYTES = 256 * 1024;

    /** Checks a file before anything of it is read. */
    static SourceFile check(Path path, int maxSizeClass) throws IOException, Failure {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            throw refused(ExitCode.USAGE, path + " does not exist", "Check the path");
        }
        if (attributes.isSymbolicLink()) {
            throw refused(
                    ExitCode.USAGE,
                    path + " is a symbolic link, which may point anywhere",
                    "Name the file it points to");
        }
        if (attributes.isDirectory()) {
            throw refused(ExitCode.USAGE, path + " is a directory", "Name a file");
        }
        if (!attributes.isRegularFile()) {
            throw refused(ExitCode.USAGE, path + " is a device, pipe or socket", "Name a plain file");
        }
        if (!Files.isReadable(path)) {
            throw refused(ExitCode.STORAGE, path + " may not be read by this user", "Check owner and mode with ls -l");
        }
        long maxBytes = new SizeClass(Math.min(maxSizeClass, SizeClass.MAX_EXPONENT)).maxBytes();
        long size = attributes.size();
        if (size > SecFile.MAX_PLAIN_BYTES || SecFile.cipherSize(size) > maxBytes) {
            throw refused(
                    ExitCode.FAILED,
                    path + " has " + size + " bytes; encrypted it would pass this network's limit of "
                            + Math.min(maxBytes, SecFile.MAX_PLAIN_BYTES) + " bytes for a record",
                    "Split it");
        }
        return new SourceFile(path, nameOf(path));
    }

    /** Opens it for one reading. */
    InputStream open() throws IOException {
        return new BufferedInputStream(Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS), BUFFER_BYTES);
    }

    String mediaType() {
        return MediaTypes.ofName(recordName);
    }

    RecordClass recordClass() {
        return RecordClass.guess(mediaType());
    }

    /** Replaces what no key box takes, backslashes and control characters, and cuts at the length it takes. */
    private static String nameOf(Path path) {
        Path last = path.toAbsolutePath().normalize().getFileName();
        StringBuilder name = new StringBuilder();
        int bytes = 0;
        for (int point : (last == null ? "file" : last.toString()).codePoints().toArray()) {
            boolean taken = point != '\\'
                    && point != '/'
                    && !Character.isISOControl(point)
                    && Character.getType(point) != Character.SURROGATE;
            String next = taken ? Character.toString(point) : "_";
            bytes += next.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > OwnerSecrets.MAX_NAME_BYTES) {
                break;
            }
            name.append(next);
        }
        return name.toString();
    }

    private static Failure refused(ExitCode exitCode, String cause, String remedy) {
        return new Failure(exitCode, cause, remedy);
    }
}
