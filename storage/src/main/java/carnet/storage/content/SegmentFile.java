package carnet.storage.content;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One segment, open for writing: a header, then frames.
 *
 * <pre>
 *  0  magic, 8 bytes: "CARNETSG"
 *  8  version u32: 1
 * 12  number of the segment u32
 * 16  frames
 * </pre>
 *
 * It is a {@link RandomAccessFile} because a file channel is closed by the interrupt of any thread that uses it.
 */
final class SegmentFile implements AutoCloseable {
    static final int HEADER_BYTES = 16;
    static final int VERSION = 1;

    private static final long MAGIC = 0x4341524e45545347L;
    private static final Pattern NAME = Pattern.compile("([0-9]{10})\\.segment");

    private final int number;
    private final RandomAccessFile file;

    private SegmentFile(int number, RandomAccessFile file) {
        this.number = number;
        this.file = file;
    }

    /** What stands at the start of a file. */
    enum Header {
        /** A segment of this version. */
        GOOD,
        /** A segment of another version. */
        OTHER_VERSION,
        /** Cut off or damaged. */
        BAD
    }

    static SegmentFile open(Path directory, int number) throws IOException {
        return new SegmentFile(
                number, new RandomAccessFile(path(directory, number).toFile(), "rw"));
    }

    /** Creates the file, or makes an existing one an empty segment. */
    static SegmentFile create(Path directory, int number) throws IOException {
        SegmentFile segment = open(directory, number);
        try {
            segment.truncate(0);
            segment.write(
                    0,
                    ByteBuffer.allocate(HEADER_BYTES)
                            .putLong(MAGIC)
                            .putInt(VERSION)
                            .putInt(number)
                            .array());
            return segment;
        } catch (IOException e) {
            segment.close();
            throw e;
        }
    }

    static Path path(Path directory, int number) {
        String padded = Long.toString(10_000_000_000L + number).substring(1);
        return directory.resolve(padded + ".segment");
    }

    /** Returns the number of a segment by its file name. */
    static OptionalInt number(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        try {
            return name.matches() ? OptionalInt.of(Integer.parseInt(name.group(1))) : OptionalInt.empty();
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    int number() {
        return number;
    }

    Header header() throws IOException {
        if (length() < HEADER_BYTES) {
            return Header.BAD;
        }
        ByteBuffer header = ByteBuffer.wrap(read(0, HEADER_BYTES));
        if (header.getLong() != MAGIC) {
            return Header.BAD;
        }
        return header.getInt() == VERSION ? Header.GOOD : Header.OTHER_VERSION;
    }

    long length() throws IOException {
        return file.length();
    }

    byte[] read(long offset, int length) throws IOException {
        byte[] bytes = new byte[length];
        readInto(bytes, offset, length);
        return bytes;
    }

    void readInto(byte[] target, long offset, int length) throws IOException {
        file.seek(offset);
        file.readFully(target, 0, length);
    }

    void write(long offset, byte[] bytes) throws IOException {
        file.seek(offset);
        file.write(bytes);
    }

    void truncate(long length) throws IOException {
        file.setLength(length);
    }

    void sync() throws IOException {
        file.getFD().sync();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
